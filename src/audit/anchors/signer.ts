import { type KeyObject } from 'node:crypto';

/** Signs with ES256 (ECDSA on P-256 with SHA-256); the private key is where the bot cannot read it, or in a file. */
export interface Signer {
  sign(text: string): Promise<{ key: string; signature: Buffer }>;
  /** The public key behind a name that a signature carries. Throws when it is not one of this signer's own. */
  publicKey(key: string): Promise<KeyObject>;
}
