import { type Origin } from '../model/command-request';
import { type Company } from '../model/company';

/** Whether a conversation is of a channel where only who has to act is called. */
export function isQuiet(
  { channels }: Pick<Company, 'channels'>,
  { platform, channel }: Pick<Origin, 'platform' | 'channel'>,
): boolean {
  return channels.some(({ quiet, places }) => quiet && places[platform] === channel);
}
