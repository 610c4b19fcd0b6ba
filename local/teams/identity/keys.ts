import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** An RSA key pair as an identity provider publishes it. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The entry of a JSON Web Key Set. */
  jwk: Record<string, unknown>;
}

/** @param endorsements the channels that a token signed with it may speak for; Bot Framework's own extension of a JWK */
export function newSigningKey(endorsements?: string[]): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha1').update(String(n)).digest('base64url');
  const jwk = { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, ...(endorsements ? { endorsements } : {}) };
  return { kid, privateKey, publicKey, jwk };
}

/** Makes a value when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
