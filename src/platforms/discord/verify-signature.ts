import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type RawRequest } from '../platform';

/** How old, or how far ahead, a request's timestamp may be. */
const TOLERANCE_SECONDS = 5 * 60;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** @param hex 64 hex digits, as the developer portal shows them */
export function discordKey(hex: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
}

/**
 * Whether Discord signed these bytes, just now. Every request costs one verification, whatever is wrong with its
 * headers. https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function isSignedByDiscord(key: KeyObject, { headers, body, now }: RawRequest): boolean {
  const timestamp = headers.get('x-signature-timestamp') ?? '';
  const signature = headers.get('x-signature-ed25519') ?? '';
  const readable = /^\d{1,12}$/.test(timestamp) && /^[0-9a-f]{128}$/i.test(signature);
  const signed = Buffer.concat([Buffer.from(readable ? timestamp : '0'), body]);
  const genuine = verify(null, signed, key, readable ? Buffer.from(signature, 'hex') : Buffer.alloc(64));
  const fresh = Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
  return readable && genuine && fresh;
}
