import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { checkCreated } from '../../../local/discord/api/check-message';
import { validateBlocks } from '../../../local/slack/block-kit/validate-blocks';
import { checkCard } from '../../../local/teams/cards/check-card';
import { type View } from '../../../src/model/view';
import { renderMessage as renderDiscord } from '../../../src/platforms/discord/render/render-message';
import { BLOCKS_JSON, MESSAGE_TEXT } from '../../../src/platforms/slack/limits';
import { renderMessage as renderSlack } from '../../../src/platforms/slack/render/render-message';
import { CARD_BYTES } from '../../../src/platforms/teams/render/card-limits';
import { renderCard } from '../../../src/platforms/teams/render/render-card';
import { anyView } from '../../kit/any-view';
import { type Tried } from '../try-properties';
import { nasty } from './corpus';
import { notHeld } from './not-held';

const BALLOT = { instanceId: 'abc234', round: 1, planHash: '0f'.repeat(32) };
const account = fc.record({
  slack: fc.constantFrom('U0BOB', 'bob', ''),
  teams: fc.constantFrom('00000000-0000-0000-0000-000000000002', 'x', ''),
  discord: fc.constantFrom('710000000000000001', 'bob', ''),
});
const person = fc.record({ id: nasty, accounts: account });
const line = fc.array(
  fc.oneof(
    nasty,
    fc.record({ bold: nasty }),
    fc.record({ code: nasty }),
    fc.record({ link: nasty, url: nasty }),
    fc.record({ person }),
    fc.record({ time: nasty }),
  ),
  { maxLength: 6 },
);

/** Small ones in great number, and now and then one of every shape and size. */
const view: fc.Arbitrary<View> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record(
      {
        kind: fc.constantFrom('request', 'progress', 'result', 'notice', 'help', 'status', 'logs', 'incident' as const),
        tone: fc.constantFrom('neutral', 'waiting', 'good', 'bad' as const),
        icon: fc.constantFrom('🚀', '', '<'),
        headline: line,
        lines: fc.array(line, { maxLength: 4 }),
        facts: fc.array(fc.record({ label: nasty, value: line }), { maxLength: 4 }),
        lists: fc.array(fc.record({ title: nasty, items: fc.array(line, { maxLength: 4 }) }), { maxLength: 2 }),
        code: fc.record({ title: nasty, text: nasty }),
        links: fc.array(fc.record({ text: nasty, url: nasty }), { maxLength: 3 }),
        footer: fc.array(line, { maxLength: 2 }),
      },
      { requiredKeys: ['kind', 'tone', 'icon', 'headline'] },
    ),
  },
  { weight: 1, arbitrary: anyView(account, BALLOT) },
);

function demandNone(problems: unknown[]): void {
  if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)));
}

function demandAtMost(most: number, size: number): void {
  if (size > most) throw new Error(`${size} of at most ${most}`);
}

const slack = fc.property(view, (any) => {
  const { text, blocks } = notHeld(() => renderSlack(any));
  demandNone(validateBlocks(blocks, 'message', '/blocks'));
  demandAtMost(BLOCKS_JSON, JSON.stringify(blocks).length);
  demandAtMost(MESSAGE_TEXT, text.length);
  // What nobody meant as a mention, a link or a command must not become one.
  const markup = text.match(/<(?![@!]?[\w^]|https?:)[^>]*>/g) ?? [];
  demandNone(markup);
});

const teams = fc.property(view, (any) => {
  const { card } = notHeld(() => renderCard(any, 'everybody', {}));
  demandNone(checkCard(card));
  demandAtMost(CARD_BYTES, Buffer.byteLength(JSON.stringify(card)));
});

const discord = fc.property(view, (any) => {
  const message = notHeld(() => renderDiscord(any, 'abcdef0123456789'));
  const taken: unknown = checkCreated(message);
  if (!isDeepStrictEqual(taken, message)) throw new Error('Discord takes something else');
  if (JSON.stringify(message.allowed_mentions) !== '{"parse":[]}') throw new Error('it may mention somebody');
});

export const renderers: Tried[] = [
  { what: 'Slack takes what is rendered of any view, within its limits', holds: slack, runs: 20_000 },
  { what: 'Teams takes what is rendered of any view, within its limits', holds: teams, runs: 20_000 },
  { what: 'Discord takes what is rendered of any view, within its limits', holds: discord, runs: 20_000 },
];
