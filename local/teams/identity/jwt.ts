import { createHmac, sign, verify, type KeyObject } from 'node:crypto';

export type Claims = Record<string, unknown>;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token, signed with RS256. */
export const rs256 = (header: object, claims: Claims, key: KeyObject): string =>
  signed({ alg: 'RS256', typ: 'JWT', ...header }, claims, (text) => sign('sha256', Buffer.from(text), key));

/** What no verifier of ours may accept: signed with a secret that anybody knows. */
export const hs256 = (header: object, claims: Claims, secret: string): string =>
  signed({ alg: 'HS256', typ: 'JWT', ...header }, claims, (text) => createHmac('sha256', secret).update(text).digest());

/** What no verifier may accept: not signed at all. */
export const unsigned = (header: object, claims: Claims): string =>
  signed({ alg: 'none', typ: 'JWT', ...header }, claims, () => Buffer.alloc(0));

function signed(header: object, claims: Claims, signature: (text: string) => Buffer): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${signature(text).toString('base64url')}`;
}

/** @returns the claims of a token that this key has signed with RS256; undefined for any other. Checks no claim. */
export function verifiedClaims(token: string, key: KeyObject): Claims | undefined {
  const [header = '', body = '', signature = '', ...rest] = token.split('.');
  try {
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Claims;
    const good = verify('sha256', Buffer.from(`${header}.${body}`), key, Buffer.from(signature, 'base64url'));
    if (rest.length > 0 || alg !== 'RS256' || !good) return undefined;
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  } catch {
    return undefined;
  }
}
