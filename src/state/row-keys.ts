import { createHash } from 'node:crypto';

/** A key may have 1 KiB, in UTF-16; longer ones are hashed well before that. */
const MAX_KEY_CHARS = 400;

/**
 * Makes a partition or row key of user data: one key for one list of parts, and never a character that keys may not
 * have (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model). Letters, digits, `.`, `_` and `-`
 * stay as they are, all else becomes `~XX` per UTF-8 byte; a key that gets too long becomes `~h` and its SHA-256.
 */
export function rowKey(...parts: string[]): string {
  const key = parts.map(encode).join(':');
  return key.length <= MAX_KEY_CHARS ? key : `~h${createHash('sha256').update(key).digest('hex')}`;
}

function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, (other) =>
    [...Buffer.from(other)].map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}
