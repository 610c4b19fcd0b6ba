import { type Ballot } from '../../model/view';
import { type Origin } from '../../model/command-request';
import { ballotFrom } from '../shared/ballot-from';
import { asObject, asText, parseObject } from '../shared/read-json';

/** Where Reject was clicked: a form's submission does not tell. */
export type Place = Pick<Origin, 'channel' | 'channelName' | 'thread' | 'replyUrl'>;

/** The form's private_metadata. */
export function writeFormMemory(ballot: Ballot, { channel, channelName, thread, replyUrl }: Place): string {
  return JSON.stringify({ ballot, place: { channel, channelName, thread, replyUrl } });
}

/** Undefined for anything that `writeFormMemory` did not write. */
export function readFormMemory(text: string | undefined): { ballot: Ballot; place: Place } | undefined {
  const { ballot: written, place } = parseObject(text ?? '') ?? {};
  const ballot = ballotFrom(asObject(written));
  const { channel, channelName, thread, replyUrl } = asObject(place);
  const where = asText(channel);
  if (!ballot || !where) return undefined;
  const rest = { channelName: asText(channelName), thread: asText(thread), replyUrl: asText(replyUrl) };
  return { ballot, place: { channel: where, ...rest } };
}
