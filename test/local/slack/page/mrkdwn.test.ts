import { parseMrkdwn, safeAddress, spoken } from '../../../../local/slack/page/client/mrkdwn';

describe('parseMrkdwn', () => {
  it('takes tokens apart', () => {
    expect(parseMrkdwn('<@U1|bob> in <#C1|ops>: <https://a.example?x=1&amp;y|a &lt;page&gt;> <!here>')).toEqual([
      { kind: 'user', id: 'U1', label: 'bob' },
      { kind: 'text', text: ' in ' },
      { kind: 'channel', id: 'C1', label: 'ops' },
      { kind: 'text', text: ': ' },
      { kind: 'link', url: 'https://a.example?x=1&y', label: 'a <page>' },
      { kind: 'text', text: ' ' },
      { kind: 'broadcast', id: 'here', label: undefined },
    ]);
  });

  it('reads dates with their format and fallback', () => {
    expect(parseMrkdwn('<!date^1392734382^{date_num} {time}|then>')).toEqual([
      { kind: 'date', seconds: 1392734382, format: '{date_num} {time}', fallback: 'then', url: undefined },
    ]);
  });

  it('formats words, also inside of each other', () => {
    expect(parseMrkdwn('*a _b_* ~c~')).toEqual([
      {
        kind: 'bold',
        inner: [
          { kind: 'text', text: 'a ' },
          { kind: 'italic', inner: [{ kind: 'text', text: 'b' }] },
        ],
      },
      { kind: 'text', text: ' ' },
      { kind: 'strike', inner: [{ kind: 'text', text: 'c' }] },
    ]);
  });

  it.each(['2*3*4', 'snake_case_name', '* a *', '*a', 'a:b'])('leaves %s as it is', (text) => {
    expect(parseMrkdwn(text)).toEqual([{ kind: 'text', text }]);
  });

  it('formats nothing in code', () => {
    expect(parseMrkdwn('`*a*` ```\n*b* &lt;c&gt;\n```')).toEqual([
      { kind: 'code', text: '*a*' },
      { kind: 'text', text: ' ' },
      { kind: 'pre', text: '*b* <c>' },
    ]);
  });

  it('gathers quoted lines', () => {
    expect(parseMrkdwn('said\n&gt; one\n&gt; two\nend')).toEqual([
      { kind: 'text', text: 'said\n' },
      { kind: 'quote', inner: [{ kind: 'text', text: 'one\ntwo' }] },
      { kind: 'text', text: 'end' },
    ]);
  });
});

describe('safeAddress', () => {
  it('takes web and mail addresses only', () => {
    expect(safeAddress('https://a.example')).toBe('https://a.example');
    expect(safeAddress('mailto:a@b.example')).toBe('mailto:a@b.example');
    for (const url of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//evil.example', '/x']) {
      expect(safeAddress(url)).toBeUndefined();
    }
  });
});

describe('spoken', () => {
  it('leaves the words alone', () => {
    expect(spoken('*Approved* by <@U1> :white_check_mark: <https://a.example|run>', () => 'bob')).toBe(
      'Approved by @bob white check mark run',
    );
  });
});
