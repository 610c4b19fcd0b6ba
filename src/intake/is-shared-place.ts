import { type Origin } from '../model/command-request';
import { type Company } from '../model/company';

/** Whether everybody of the company may read there: a channel of the company file, and nobody's private chat. */
export function isSharedPlace(
  { platform, channel, personal }: Pick<Origin, 'platform' | 'channel' | 'personal'>,
  { channels }: Pick<Company, 'channels'>,
): boolean {
  return !personal && channels.some(({ places }) => places[platform] === channel);
}
