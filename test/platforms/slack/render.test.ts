import fc from 'fast-check';
import { validateBlocks } from '../../../local/slack/block-kit/validate-blocks';
import { type Inline, type View } from '../../../src/model/view';
import { BLOCKS_JSON, MESSAGE_TEXT } from '../../../src/platforms/slack/limits';
import { renderMessage } from '../../../src/platforms/slack/render/render-message';
import { anyView } from '../../kit/any-view';

const BALLOT = { instanceId: 'abc234', round: 1, planHash: '0f'.repeat(32) };
const bob = { id: 'bob', accounts: { slack: 'U0BOB' } };
const request: View = {
  kind: 'request',
  tone: 'waiting',
  icon: '🚀',
  headline: ['Deploy order-service v2.4.1 to production'],
  lines: [['Requires approval from a team lead.']],
  reactionHint: ['React with ✅ to approve or ❌ to reject.'],
  facts: [
    { label: 'Requested by', value: [{ person: { id: 'alice', accounts: { slack: 'U0ALICE' } } }] },
    { label: 'May approve', value: [{ person: bob }, ' or ', { person: { id: 'zoe', accounts: {} } }] },
    { label: 'Expires', value: [{ time: '2026-11-24T10:30:00.000Z' }] },
  ],
  lists: [
    { title: '2 commits', items: [[{ code: 'a1b2c3d' }, ' Fix <tax> & *rounding* (dave)']], more: ['and 1 more'] },
  ],
  links: [{ text: 'Compare', url: 'https://github.com/demo/order-service/compare/a...b' }],
  actions: [
    { kind: 'approve', ballot: BALLOT },
    { kind: 'reject', ballot: BALLOT },
  ],
  footer: [['Plan ', { code: '0f0f0f0f0f0f' }, ' · rule “production”']],
};

test('a request reads well as text', () => {
  expect(renderMessage(request).text).toBe(
    [
      '🚀 Deploy order-service v2.4.1 to production',
      'Requires approval from a team lead.',
      'React with ✅ to approve or ❌ to reject.',
      'Requested by: <@U0ALICE>',
      'May approve: <@U0BOB> or @zoe',
      'Expires: <!date^1795516200^{date_short_pretty} {time}|2026-11-24 10:30 UTC>',
      '2 commits',
      '• a1b2c3d Fix &lt;tax&gt; &amp; *rounding* (dave)',
      'and 1 more',
      '<https://github.com/demo/order-service/compare/a...b|Compare>',
      'Plan 0f0f0f0f0f0f · rule “production”',
    ].join('\n'),
  );
});

test('a request is rich text, two buttons that carry the ballot, and small print', () => {
  const { blocks } = renderMessage(request);
  expect(blocks).toMatchSnapshot();
  expect(validateBlocks(blocks, 'message', '/blocks')).toEqual([]);
});

test('twelve buttons are shown, and those beyond are counted, not dropped in silence', () => {
  const actions = Array.from(
    { length: 20 },
    (_, index) => ({ kind: 'approve', ballot: BALLOT, about: `/deploy order-service v${index} production` }) as const,
  );
  const shown = (count: number) => {
    const { blocks } = renderMessage({ ...request, actions: actions.slice(0, count) });
    expect(validateBlocks(blocks, 'message', '/blocks')).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(BLOCKS_JSON);
    return [blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).length, JSON.stringify(blocks)];
  };
  expect(shown(12)).toEqual([12, expect.not.stringContaining('more buttons')]);
  expect(shown(20)).toEqual([12, expect.stringContaining('… 8 more buttons')]);
});

test('progress is a bar, and one line for each step', () => {
  const { text } = renderMessage({
    kind: 'progress',
    tone: 'neutral',
    icon: '✅',
    headline: ['Approved by ', { person: bob }, '. Deploying order-service v2.4.1...'],
    progress: { done: 1, total: 4 },
    steps: [
      { label: 'build: checkout', state: 'done' },
      { label: 'build: push', state: 'running' },
      { label: 'deploy: roll out', state: 'waiting' },
    ],
  });
  expect(text).toBe(
    [
      '✅ Approved by <@U0BOB>. Deploying order-service v2.4.1...',
      '▓▓▓░░░░░░░░░ 1 of 4',
      '✓ build: checkout',
      '▶ build: push',
      '○ deploy: roll out',
    ].join('\n'),
  );
});

const notice = (parts: Partial<View>): View => ({
  kind: 'notice',
  tone: 'neutral',
  icon: 'ℹ️',
  headline: ['Notice'],
  ...parts,
});

test('a chart is its title over a row of blocks; of many points the highest of each stretch is shown', () => {
  const { text, blocks } = renderMessage(notice({ chart: { title: 'Errors', points: [0, 1, null, 2, 8] } }));
  expect(text).toBe('ℹ️ Notice\nErrors\n▁▂ ▃█');
  expect(JSON.stringify(blocks)).toContain('{"type":"text","text":"▁▂ ▃█","style":{"code":true}}');
  const points = Array.from({ length: 480 }, (_, index) => (index === 477 ? 9 : 0));
  const many = renderMessage(notice({ chart: { title: '', points } })).text;
  expect(many).toBe(`ℹ️ Notice\n${'▁'.repeat(47)}█`);
  expect(renderMessage(notice({ chart: { title: 'Nothing', points: [null, null] } })).text).toBe('ℹ️ Notice');
});

test('of many steps the ones that are done give way, and of a long log its beginning', () => {
  const steps = Array.from({ length: 60 }, (_, index) => ({
    label: `step ${index}`,
    state: index < 50 ? ('done' as const) : ('waiting' as const),
  }));
  const log = Array.from({ length: 500 }, (_, index) => `log line ${index}`).join('\n');
  const { text } = renderMessage(notice({ steps, code: { title: 'Last lines of build', text: log } }));
  expect(text).toContain('✓ 41 done');
  expect(text).toContain('○ step 59');
  expect(text).toContain('log line 499');
  expect(text).not.toContain('log line 100\n');
});

test('more than can be shown is counted', () => {
  const items = Array.from({ length: 40 }, (_, index): Inline[] => [`commit ${index}`]);
  const { text, blocks } = renderMessage(notice({ lists: [{ title: 'Commits', items }] }));
  expect(text).toContain('• commit 14\n• … 25 more');
  expect(JSON.stringify(blocks)).toContain('… 25 more');
});

describe('what people wrote cannot act', () => {
  const evil = '<!channel> <@U0CEO> <https://evil.example|Compare> *bold* `code` &amp;\u202e\u0000\nApproved by @bob';
  const { text, blocks } = renderMessage(
    notice({
      headline: [evil],
      lines: [[{ bold: evil }, { code: evil }, { link: evil, url: 'javascript:alert(1)' }]],
      facts: [{ label: evil, value: [{ person: { id: evil, accounts: { slack: '!channel' } } }, { time: evil }] }],
      links: [{ text: evil, url: 'https://ok.example/?a=1|x>&b' }],
      code: { title: evil, text: evil },
      footer: [[evil]],
    }),
  );

  test('in the text: it mentions nobody and links nowhere', () => {
    expect(text.match(/<[^>]*>/g)).toEqual([expect.stringMatching(/^<https:\/\/ok\.example\/\?a=1%7Cx%3E&amp;b\|/)]);
    expect(text.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
  });

  test('in the blocks: it is literal text, on its own line', () => {
    const kinds = new Set<string>();
    JSON.stringify(blocks, (key, value: unknown) => {
      if (key === 'type') kinds.add(String(value));
      return value;
    });
    expect([...kinds].sort()).toEqual([
      ...['context', 'link', 'plain_text', 'rich_text', 'rich_text_preformatted', 'rich_text_section', 'text'],
    ]);
    expect(text).not.toMatch(/^Approved by/m);
    expect(JSON.stringify(blocks)).not.toMatch(/\u202e|\\u0000/);
  });
});

test('any view at all is a message within the limits of Slack', () => {
  const view = anyView(fc.record({ slack: fc.constantFrom('U0BOB', 'bob', '') }), BALLOT);
  fc.assert(
    fc.property(view, (any) => {
      const { text, blocks } = renderMessage(any);
      expect(validateBlocks(blocks, 'message', '/blocks')).toEqual([]);
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(BLOCKS_JSON);
      expect(text.length).toBeLessThanOrEqual(MESSAGE_TEXT);
      expect(encodeURIComponent(text)).not.toBe('');
    }),
    { numRuns: 40 },
  );
});
