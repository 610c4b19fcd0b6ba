import { type Ballot } from '../../model/view';
import { type Origin } from '../../model/command-request';
import { ballotFrom } from './ballot';
import { asObject, asText, parseObject } from './read-json';

/** Where the click was made: the form's submission does not tell. */
export type Place = Pick<Origin, 'channel' | 'channelName' | 'thread' | 'replyUrl'>;

/** What opens a form once: Slack's trigger ID, and the place that the form has to remember. */
export interface FormHandle {
  trigger: string;
  place: Place;
}

export function writeFormHandle(handle: FormHandle): string {
  return JSON.stringify(handle);
}

export function readFormHandle(text: string): FormHandle | undefined {
  const { trigger, place } = parseObject(text) ?? {};
  const where = placeFrom(place);
  return asText(trigger) && where ? { trigger: trigger as string, place: where } : undefined;
}

/** The form's private_metadata. */
export function writeFormMemory(ballot: Ballot, place: Place): string {
  return JSON.stringify({ ballot, place });
}

export function readFormMemory(text: string | undefined): { ballot: Ballot; place: Place } | undefined {
  const { ballot: written, place } = parseObject(text ?? '') ?? {};
  const ballot = ballotFrom(asObject(written));
  const where = placeFrom(place);
  return ballot && where ? { ballot, place: where } : undefined;
}

function placeFrom(value: unknown): Place | undefined {
  const { channel, channelName, thread, replyUrl } = asObject(value);
  const where = asText(channel);
  if (!where) return undefined;
  return { channel: where, channelName: asText(channelName), thread: asText(thread), replyUrl: asText(replyUrl) };
}
