import { type RawRequest, type Receipt } from '../platform';
import { type PlainNames } from './command-names';
import { readEventCallback } from './event-callback';
import { jsonAnswer, refuse } from '../shared/http-answers';
import { readInteraction } from './interaction';
import { BODY_BYTES } from './limits';
import { asObjects, type JsonObject, parseObject } from '../shared/read-json';
import { type SlackSettings } from './settings';
import { readSlashCommand } from './slash-command';
import { isSignedBySlack } from './verify-signature';

/** Reads one request from Slack. What is wrong with it is answered; nothing is thrown for what a caller sent. */
export function receive(settings: SlackSettings, plain: PlainNames, request: RawRequest): Receipt {
  const { signingSecrets, teamId, apiUrl } = settings;
  const { kind, body, now } = request;
  if (kind !== 'commands' && kind !== 'interactions' && kind !== 'events') return refuse(404, 'No such address.');
  if (body.length > BODY_BYTES) return refuse(413, 'The body is over 1 MiB.');
  if (signingSecrets.length === 0 || !teamId) return refuse(503, 'Slack is not set up here.');
  if (!isSignedBySlack(signingSecrets, request)) return refuse(401, 'The signature or its time is wrong.');
  if (kind === 'events') return receiveEvent(body, teamId, plain);
  if (!isForm(request)) return refuse(400, 'The body is not a form.');
  const form = new URLSearchParams(body.toString('utf8'));
  if (kind === 'commands') return readSlashCommand(form, teamId, apiUrl, plain);
  const payload = parseObject(form.get('payload') ?? '');
  return payload ? readInteraction(payload, teamId, apiUrl, now) : refuse(400, 'The payload is not JSON.');
}

function isForm({ headers }: RawRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers.get('content-type') ?? '');
}

function receiveEvent(body: Buffer, teamId: string, plain: PlainNames): Receipt {
  const envelope = parseObject(body.toString('utf8'));
  if (!envelope) return refuse(400, 'The body is not JSON.');
  if (envelope['type'] === 'url_verification') {
    return { answer: jsonAnswer(200, { challenge: envelope['challenge'] }) };
  }
  if (!isForTeam(envelope, teamId)) return refuse(403, 'This is not our workspace.');
  if (envelope['type'] !== 'event_callback') {
    return { event: { kind: 'ignored', reason: `Delivery of type ${String(envelope['type'])}.` } };
  }
  return { event: readEventCallback(envelope, teamId, plain) };
}

/** In a channel shared with another company, `team_id` may be theirs while the authorization is ours. */
function isForTeam(envelope: JsonObject, teamId: string): boolean {
  return (
    envelope['team_id'] === teamId ||
    asObjects(envelope['authorizations']).some((authorization) => authorization['team_id'] === teamId)
  );
}
