import { type Ballot } from '../../model/view';
import { type Origin } from '../../model/command-request';
import { ballotFrom } from '../shared/ballot-from';
import { asObject, asText, parseObject } from '../shared/read-json';

/** Where a form was asked for: its submission does not tell. */
export type Place = Pick<Origin, 'channel' | 'channelName' | 'thread' | 'replyUrl' | 'personal'>;

/** The form's private_metadata. */
export function writeFormMemory(ballot: Ballot, place: Place): string {
  return JSON.stringify({ ballot, place: writePlace(place) });
}

export function writePlace({ channel, channelName, thread, replyUrl, personal }: Place): Place {
  return { channel, channelName, thread, replyUrl, personal };
}

/** Undefined for anything that `writeFormMemory` did not write. */
export function readFormMemory(text: string | undefined): { ballot: Ballot; place: Place } | undefined {
  const { ballot: written, place } = parseObject(text ?? '') ?? {};
  const ballot = ballotFrom(asObject(written));
  const where = readPlace(place);
  return ballot && where ? { ballot, place: where } : undefined;
}

/** Undefined for anything that `writePlace` did not make. */
export function readPlace(written: unknown): Place | undefined {
  const { channel, channelName, thread, replyUrl, personal } = asObject(written);
  const where = asText(channel);
  if (!where) return undefined;
  const rest = { channelName: asText(channelName), thread: asText(thread), replyUrl: asText(replyUrl) };
  const page = personal === 'page' ? ({ personal } as const) : {};
  return { channel: where, ...rest, ...page };
}
