import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { commands } from '../../../src/commands';
import { loadCompany } from '../../../src/config/load-company';
import { excerpt } from '../../../src/connectors/http/excerpt';
import { maskSecrets } from '../../../src/connectors/mask-secrets';
import { wellFormed } from '../../../src/model/well-formed';
import { parseCommand } from '../../../src/parser/parse-command';
import { type Receipt } from '../../../src/platforms/platform';
import { notUnderstoodView } from '../../../src/views/not-understood-view';
import { BLOCKS_JSON } from '../../../src/platforms/slack/limits';
import { renderMessage } from '../../../src/platforms/slack/render/render-message';
import { interaction, send as sendDiscord } from '../../platforms/discord/signed-interaction';
import { SECRET, send as sendSlack, sendEvent, sendInteraction } from '../../platforms/slack/signed-request';
import { type Tried } from '../try-properties';
import { nasty } from './corpus';
import { notHeld } from './not-held';

const KEYS = [
  ...['type', 'event', 'user', 'team', 'id', 'view', 'actions', 'item', 'value', 'action_id', 'block_id', 'state'],
  ...['values', 'private_metadata', 'callback_id', 'channel', 'container', 'message', 'ts', 'text', 'blocks'],
  ...['data', 'name', 'options', 'custom_id', 'components', 'member', 'roles', 'token', 'component_type', 'resolved'],
];
const object = fc.object({
  key: fc.constantFrom(...KEYS),
  values: [nasty, fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom(...KEYS)],
  maxDepth: 4,
});
/** No answer of ours to a platform is longer. */
const ANSWER_CHARS = 20_000;

function demandGood(receipt: Receipt): void {
  const said = JSON.stringify(receipt);
  if (said.includes(SECRET)) throw new Error('it holds the signing secret');
  if ('answer' in receipt && said.length > ANSWER_CHARS) throw new Error(`an answer of ${said.length} characters`);
  if ('answer' in receipt && receipt.answer.status >= 500) throw new Error(`answered ${receipt.answer.status}`);
}

const TYPES = ['block_actions', 'view_submission', 'block_suggestion', 'shortcut', 'message_action', 'event_callback'];

const slack = fc.asyncProperty(object, fc.constantFrom(...TYPES), nasty, async (any, type, text) => {
  const ours = { ...any, type, team_id: 'T0DEMO', team: { id: 'T0DEMO' }, event_id: 'Ev1' };
  const form = new URLSearchParams({
    team_id: 'T0DEMO',
    command: '/deploy',
    text,
    trigger_id: '1',
    user_id: 'U',
    channel_id: 'C',
  });
  for (const receipt of await Promise.all([
    sendEvent(ours),
    sendInteraction({ user: { id: 'U1' }, ...ours }),
    sendSlack('interactions', `payload=${encodeURIComponent(wellFormed(text))}`, 'application/x-www-form-urlencoded'),
    sendSlack('commands', form.toString(), 'application/x-www-form-urlencoded'),
    sendSlack('events', text, 'application/json'),
  ]))
    demandGood(receipt);
});

const discord = fc.asyncProperty(object, fc.integer({ min: 0, max: 6 }), nasty, async (any, type, text) => {
  for (const receipt of await Promise.all([
    sendDiscord(interaction(type, any)),
    sendDiscord(interaction(type, { ...any, name: 'deploy', options: [{ name: 'service', type: 3, value: text }] })),
    sendDiscord(interaction(3, { custom_id: text, component_type: 2 }, { message: { id: '880000000000000001' } })),
    sendDiscord(text),
  ]))
    demandGood(receipt);
});

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const language = {
  commands: commands.map(({ spec }) => spec),
  services: company.services.map(({ id }) => id),
  environments: company.environments.map(({ id }) => id),
};
const line = fc.tuple(
  fc.constantFrom('', ...commands.map(({ spec }) => `/${spec.name} `), '/deploy order-service v1 production --reason '),
  nasty,
);

const parser = fc.property(line, (parts) => {
  const result = notHeld(() => parseCommand(parts.join(''), language));
  if (result.ok) {
    const again = parseCommand(result.text, language);
    if (!again.ok || again.text !== result.text) throw new Error(`recorded as ${result.text}, which reads otherwise`);
    return;
  }
  const { blocks } = renderMessage(notUnderstoodView(result));
  if (JSON.stringify(blocks).length > BLOCKS_JSON) throw new Error('the answer is too long');
  if (!result.suggestion) return;
  const meant = parseCommand(result.suggestion, language);
  if (!meant.ok) throw new Error(`the suggestion ${result.suggestion} is not understood`);
});

const CANARY = 'Zq7xKw9LmN4pRt2v';
const HIDING: ((text: string) => string)[] = [
  () => `password=${CANARY}`,
  () => `{"client_secret":"${CANARY}"}`,
  () => `Authorization: Bearer ${CANARY}`,
  () => `postgres://app:${CANARY}@db.example:5432/app`,
  () => `ghp_${CANARY}${CANARY}`,
  () => `xoxb-1234567890-${CANARY}`,
  () => `https://hooks.slack.com/services/T0/B0/${CANARY}`,
  () => `AccountName=a;AccountKey=${CANARY}${CANARY}==;EndpointSuffix=x`,
];

const masks = fc.property(nasty, fc.constantFrom(...HIDING), nasty, (before, hide, after) => {
  const text = `${before}\n${hide(before)}\n${after}`;
  const told = notHeld(() => maskSecrets(text)) + notHeld(() => excerpt(text));
  if (told.includes(CANARY)) throw new Error(`${hide('')} comes through`);
});

export const readers: Tried[] = [
  { what: 'whatever Slack signed is answered or read', holds: slack, runs: 20_000 },
  { what: 'whatever Discord signed is answered or read', holds: discord, runs: 25_000 },
  { what: 'any line is understood as it is recorded, or told why not', holds: parser, runs: 100_000 },
  { what: 'no secret comes through, whatever stands around it', holds: masks, runs: 100_000 },
];
