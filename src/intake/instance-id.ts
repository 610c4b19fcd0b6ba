import { createHash } from 'node:crypto';
import { type EventKey } from '../model/chat-event';
import { type Origin } from '../model/command-request';

/**
 * The same delivery always makes the same ID, so nothing delivered twice is done twice: RFC 4648 base32, lower case,
 * of SHA-256(platform | tenant | scope | key). 52 characters.
 */
export function instanceId(
  { platform, tenant }: Pick<Origin, 'platform' | 'tenant'>,
  { scope, key }: EventKey,
): string {
  const digest = createHash('sha256').update([platform, tenant, scope, key].join('|')).digest();
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of digest) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) text += ALPHABET[(bits >> (held - 5)) & 31];
    bits &= (1 << held) - 1;
  }
  return text + ALPHABET[(bits << (5 - held)) & 31];
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
