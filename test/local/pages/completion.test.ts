import { argumentAt, complete } from '../../../local/pages/client/completion';

const suggestions = [
  { value: '/deploy', hint: '<service> <version> <environment>' },
  { value: '/cs-status' },
  { value: '/cs-help' },
  { value: '@bob' },
  { value: '#general' },
];
const values = (text: string, caret = text.length) =>
  complete(text, caret, suggestions)?.matches.map(({ value }) => value);

describe('complete', () => {
  it('offers what begins with the word before the caret', () => {
    expect(values('/')).toEqual(['/deploy', '/cs-status', '/cs-help']);
    expect(values('/DE')).toEqual(['/deploy']);
    expect(values('hello @b')).toEqual(['@bob']);
    expect(values('see #gen now', 8)).toEqual(['#general']);
  });

  it('offers commands at the beginning of the line only', () => {
    expect(values('and /de')).toBeUndefined();
  });

  it('offers what merely contains the word too, but does not take it for meant', () => {
    expect(complete('/status', 7, suggestions)).toEqual({ from: 0, matches: [{ value: '/cs-status' }], sure: false });
    expect(complete('/cs-s', 5, suggestions)?.sure).toBe(true);
  });

  it('is done when the word is there in full', () => {
    expect(values('/deploy')).toBeUndefined();
    expect(values('/deploy ')).toBeUndefined();
    expect(values('')).toBeUndefined();
  });
});

describe('argumentAt', () => {
  it('counts the arguments of a command that has some', () => {
    expect(argumentAt('/deploy', suggestions)).toBeUndefined();
    expect(argumentAt('/deploy ', suggestions)?.index).toBe(0);
    expect(argumentAt('/deploy order-service v2', suggestions)?.index).toBe(1);
    expect(argumentAt('/cs-status ', suggestions)).toBeUndefined();
  });
});
