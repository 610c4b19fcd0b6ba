import { renderView } from '../../cli/render-view';
import { styleWith, wantsColor } from '../../cli/style';
import { Terminal } from '../../cli/terminal';
import { type View } from '../../src/model/view';

const plain = styleWith(false);
const hostile = '\u001b[2J\u001b]0;owned\u0007\u009b31mred\rover\u202ertl\nnext';
/** Every control character, and what reorders a line, but for the line's end. */
const STEERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const view: View = {
  kind: 'progress',
  tone: 'good',
  icon: '🚀',
  headline: ['Deploy ', { bold: 'order-service' }],
  lines: [['by ', { person: { id: 'alice', accounts: {} } }, ' at ', { time: 'nonsense' }]],
  facts: [
    { label: 'Change', value: ['v1 → ', { code: 'v2' }] },
    { label: 'A', value: ['b'] },
  ],
  lists: [{ title: 'Commits', items: [['one']], more: ['and more'] }],
  progress: { done: 1, total: 4 },
  steps: [{ label: 'build', state: 'done' }],
  chart: { title: 'errors', points: [0, 1] },
  code: { title: 'Log', text: 'first\nsecond' },
  links: [
    { text: 'Run', url: 'https://github.com/x' },
    { text: 'Bad', url: 'javascript:alert(1)' },
  ],
  footer: [['small']],
};

it('shows every part of a view, each on its line', () => {
  expect(renderView(view, plain)).toEqual([
    '🚀 Deploy order-service',
    '  by @alice at nonsense',
    '  Change  v1 → v2',
    '  A       b',
    '  Commits',
    '    one',
    '    and more',
    '  errors  ▁█',
    '  ▓▓▓░░░░░░░░░ 1 of 4',
    '  ✓ build',
    '  Log',
    '  │ first',
    '  │ second',
    '  Run: https://github.com/x',
    '  small',
  ]);
});

it('lets no text steer the terminal, wherever it stands', () => {
  const everywhere = JSON.parse(
    JSON.stringify(view, (name, value: unknown) =>
      typeof value === 'string' && !['kind', 'tone', 'state', 'url'].includes(name) ? hostile : value,
    ),
  ) as View;
  const url = `https://evil.example/${hostile}`;
  const lines = renderView({ ...everywhere, links: [{ text: hostile, url }], faults: { [hostile]: hostile } }, plain);
  expect(lines.join('\n')).not.toMatch(STEERS);
  expect(lines.join('\n')).toContain('owned');
});

it('colours nothing where colours are not wanted', () => {
  expect(renderView(view, styleWith(true))[0]).toContain('\u001b[1;32m');
  expect(wantsColor({ isTTY: true }, {})).toBe(true);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColor({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(wantsColor({}, {})).toBe(false);
});

describe('what changes', () => {
  function shownOn(stream: { isTTY?: boolean; columns?: number; rows?: number }, ...frames: string[][]) {
    const written: string[] = [];
    const terminal = new Terminal({ ...stream, write: (text) => written.push(text) });
    for (const frame of frames) terminal.show(frame);
    return written;
  }

  it('takes the place of what stood there, lines that wrapped included', () => {
    const written = shownOn({ isTTY: true, columns: 10 }, ['🚀 twelve wide', 'b'], ['c']);
    expect(written).toEqual(['🚀 twelve wide\nb\n', '\u001b[3A\u001b[Jc\n']);
  });

  it('is written only where it is new, when it goes to a file', () => {
    expect(shownOn({}, ['head', 'one'], ['head', 'one', 'two'], ['head', 'one', 'two'], ['end', 'one'])).toEqual([
      'head\none\n',
      'two\n',
      'end\none\n',
    ]);
  });

  it('goes nowhere up when it is more than the screen holds', () => {
    const written = shownOn({ isTTY: true, rows: 2 }, ['head', 'one', 'two'], ['head', 'one', 'three']);
    expect(written.at(-1)).toBe('three\n');
  });
});
