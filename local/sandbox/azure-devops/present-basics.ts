import { createHash } from 'node:crypto';
import type { Account } from '../github/world';

export const isoTime = (ms: number) => new Date(ms).toISOString().replace('Z', '0000Z');

/** A GUID that is the same for the same words. */
export function guid(...words: (string | number)[]): string {
  const hex = createHash('sha1').update(words.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** IdentityRef */
export function presentIdentity({ login, name, email }: Account) {
  const id = guid('identity', login);
  return { displayName: name, id, uniqueName: email, descriptor: `aad.${Buffer.from(login).toString('base64url')}` };
}

/** A list as Azure DevOps wraps it. */
export const listOf = <T>(value: T[]) => ({ count: value.length, value });
