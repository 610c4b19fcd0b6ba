import fc from 'fast-check';
import { checkCreated } from '../../../local/discord/api/check-message';
import { demoServer } from '../../../local/discord/demo-server';
import { markdown } from '../../../local/discord/text/markdown';
import { textOf } from '../../../local/discord/text/text-of';
import { type View } from '../../../src/model/view';
import { readCustomId, writeCustomId } from '../../../src/platforms/discord/custom-id';
import { escapeMarkdown } from '../../../src/platforms/discord/render/escape-markdown';
import { renderMessage } from '../../../src/platforms/discord/render/render-message';
import { anyView } from '../../kit/any-view';
import { samples } from '../teams/samples';

const BALLOT = {
  instanceId: 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrsa',
  round: 1,
  planHash: '0f'.repeat(32),
};
const person = (id: string, discord?: string) => ({ person: { id, accounts: { discord } } });
const read = (view: View) => textOf(demoServer(), { content: '', ...renderMessage(view) } as never);

const request: View = {
  kind: 'request',
  tone: 'waiting',
  icon: '🚀',
  headline: ['Deploy order-service v2.4.1 to production'],
  lines: [['Requires approval from a team lead.']],
  reactionHint: ['React with ✅ to approve or ❌ to reject.'],
  facts: [
    { label: 'Requested by', value: [person('alice', '710000000000000001')] },
    { label: 'May approve', value: [person('bob', '710000000000000002'), ' or ', person('zoe')] },
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

test('a request reads well, and asks for no reaction', () => {
  expect(read(request)).toBe(
    [
      '🚀 Deploy order-service v2.4.1 to production',
      'Requires approval from a team lead.',
      'Compare',
      'Requested by: @alice',
      'May approve: @bob or @zoe',
      'Expires: 2026-11-24T10:30:00.000Z',
      '2 commits: • a1b2c3d Fix <tax> & *rounding* (dave)',
      'and 1 more',
      'Plan 0f0f0f0f0f0f · rule “production”',
    ].join('\n'),
  );
});

test('its buttons come back as what they were made of', () => {
  const [row] = renderMessage(request).components;
  const ids = row?.components.map((button) => ('custom_id' in button ? button.custom_id : ''));
  expect(ids?.map(readCustomId)).toEqual([
    { kind: 'approve', ballot: BALLOT },
    { kind: 'reject', ballot: BALLOT },
  ]);
});

test('any ballot that has an instance ID and a plan hash fits a button', () => {
  const base32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(base32, base32, fc.nat(999_999), (one, other, round) => {
      const packed = readCustomId(`a.${round}.${Buffer.concat([one, other]).toString('base64url')}`);
      if (packed?.kind !== 'approve') throw new Error('not read');
      expect(writeCustomId(packed)).toBe(`a.${round}.${Buffer.concat([one, other]).toString('base64url')}`);
    }),
  );
});

test.each([
  { kind: 'approve', ballot: { ...BALLOT, instanceId: 'short' } },
  { kind: 'approve', ballot: { ...BALLOT, planHash: 'xyz' } },
  { kind: 'approve', ballot: { ...BALLOT, round: 1_000_000 } },
  { kind: 'run', label: 'Long', line: `/deploy ${'x'.repeat(100)}` },
  { kind: 'run', label: 'Empty', line: '' },
] as const)('a button that would not come back as it was is left out: %j', (action) => {
  expect(renderMessage({ ...request, actions: [action] }).components).toEqual([]);
});

test.each([
  '**bold** *i* __u__ ~~s~~ ||spoiler|| `code` ```block```',
  '<@710000000000000001> <@&1> <#1> @everyone @here <:e:1> :smile:',
  '[click](https://evil.example) https://evil.example <https://evil.example>',
  '# heading',
  '- list',
  '1. list',
  '> quote',
  '-# small',
  '<t:0:F> \\',
])('words stay words: %s', (words) => {
  expect(markdown(escapeMarkdown(words)).map(({ kind }) => kind)).toEqual(['text']);
  expect(read({ ...request, headline: [words], lists: [], lines: [] })).toContain(words);
  expect(escapeMarkdown(words)).not.toMatch(/^(?:#|-|>|\d+\.)/);
});

test('code keeps its backquotes, and a fence does not end it', () => {
  const [, code] = renderMessage({ ...request, code: { title: 'Log', text: 'one\n```\n@everyone' } }).embeds;
  expect(markdown(code?.description ?? '')).toEqual([{ kind: 'block', text: 'one\n`\u200b``\n@everyone' }]);
  expect(
    markdown(renderMessage({ ...request, headline: [{ code: 'a`b' }] }).embeds[0]?.description ?? '')[0],
  ).toMatchObject({
    pieces: [{ kind: 'text' }, { kind: 'code', text: 'a`b' }],
  });
});

test.each(samples)('the sample %s is taken by Discord', (_, view) => {
  const message = renderMessage(view);
  expect(checkCreated(message)).toEqual(message);
});

test('any view at all is a message within the limits of Discord, which calls nobody', () => {
  const account = fc.record({ discord: fc.constantFrom('710000000000000001', 'bob', '') });
  fc.assert(
    fc.property(anyView(account, BALLOT), (view) => {
      const message = renderMessage(view, 'abcdef0123456789');
      expect(checkCreated(message)).toEqual(message);
      expect(message.embeds[0]?.footer?.text).toMatch(/ref abcdef0123456789$/);
      expect(message.allowed_mentions).toEqual({ parse: [] });
    }),
    { numRuns: 40 },
  );
});

it('calls whom a view calls, once and nobody else, since Discord calls nobody who is mentioned in an embed', () => {
  const bob = { id: 'bob', accounts: { discord: '710000000000000001' } };
  const carol = { id: 'carol', accounts: { discord: '710000000000000002' } };
  const view: View = { kind: 'notice', tone: 'waiting', icon: '🙋', headline: [{ person: carol }, ' @everyone'] };
  const nowhere = { id: 'dave', accounts: { slack: 'U0DAVE' } };
  const message = renderMessage({
    ...view,
    calls: [bob, bob, nowhere, { id: 'x', accounts: { discord: '1> @here' } }],
  });
  expect(checkCreated(message)).toMatchObject({
    content: '<@710000000000000001>',
    allowed_mentions: { parse: [], users: ['710000000000000001'] },
  });
  expect(renderMessage(view).content).toBeUndefined();
});
