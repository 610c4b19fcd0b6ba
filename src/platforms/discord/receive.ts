import { type KeyObject } from 'node:crypto';
import { type CommandSpec } from '../../model/command-spec';
import { type RawRequest, type Receipt } from '../platform';
import { jsonAnswer, refuse } from '../shared/http-answers';
import { asObject, asText, parseObject } from '../shared/read-json';
import { toldAnswer } from './answers';
import { INTERACTION, interactionFrom, type Interaction } from './interaction';
import { BODY_BYTES } from './limits';
import { missingPermissions } from './permissions';
import { readClick } from './read-click';
import { readCommand } from './read-command';
import { readForm } from './read-form';
import { readTyping } from './read-typing';
import { type DiscordSettings } from './settings';
import { isSignedByDiscord } from './verify-signature';

/** Reads one request from Discord. What is wrong with it is answered; nothing is thrown for what a caller sent. */
export function receive(
  { guildIds, apiUrl, commands }: DiscordSettings,
  key: KeyObject | undefined,
  request: RawRequest,
): Receipt {
  const { kind, body } = request;
  const [home] = guildIds;
  if (kind !== 'interactions') return refuse(404, 'No such address.');
  if (body.length > BODY_BYTES) return refuse(413, 'The body is over 1 MiB.');
  if (!key || home === undefined) return refuse(503, 'Discord is not set up here.');
  if (!isSignedByDiscord(key, request)) return refuse(401, 'The signature or its time is wrong.');
  const payload = parseObject(body.toString('utf8'));
  if (!payload) return refuse(400, 'The body is not a JSON object.');
  if (payload['type'] === INTERACTION.ping) return { answer: jsonAnswer(200, { type: 1 }) };
  const guild = asText(payload['guild_id']);
  if (guild === undefined)
    return toldAnswer('Countersign works in channels of its server, where others see what is asked.');
  if (!guildIds.includes(guild)) return refuse(403, 'This is not our server.');
  if (asObject(asObject(payload['member'])['user'])['bot'] === true) return refuse(403, 'Bots ask for nothing here.');
  const interaction = interactionFrom(payload, home, apiUrl);
  if (!interaction) return refuse(400, 'An interaction has id, token, application_id, channel_id and member.');
  return read(interaction, commands);
}

function read(interaction: Interaction, commands: CommandSpec[]): Receipt {
  switch (interaction.type) {
    case INTERACTION.command: {
      const missing = missingPermissions(interaction);
      return missing ? toldAnswer(missing) : { event: readCommand(interaction, commands) };
    }
    case INTERACTION.component:
      return { event: readClick(interaction) };
    case INTERACTION.completion:
      return { event: readTyping(interaction) };
    case INTERACTION.form:
      return readForm(interaction);
    default:
      return { event: { kind: 'unsupported', reason: `Interaction of type ${String(interaction.type)}.` } };
  }
}
