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
  let bits = '';
  for (const byte of digest) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
