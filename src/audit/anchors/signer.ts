import { type KeyObject } from 'node:crypto';
import { type TokenCredential } from '@azure/identity';
import { fileSigner } from './file-signer';
import { vaultSigner } from './vault-signer';

/** Signs with ES256 (ECDSA on P-256 with SHA-256); the private key is where the bot cannot read it, or in a file. */
export interface Signer {
  sign(text: string): Promise<{ key: string; signature: Buffer }>;
  /** The public key behind a name that a signature carries. Throws when it is not one of this signer's own. */
  publicKey(key: string): Promise<KeyObject>;
}

/** The signer behind AUDIT_ANCHOR_KEY: `https://<vault>.vault.azure.net/keys/<name>`, or `file:///…` with a key as PEM. */
export function openSigner(setting: string, identity: () => Promise<TokenCredential>): Signer {
  if (setting.startsWith('file:')) return fileSigner(new URL(setting));
  if (!/^https:\/\/[^/]+\/keys\/[A-Za-z0-9-]+\/?$/.test(setting)) {
    throw new Error(
      'AUDIT_ANCHOR_KEY is neither https://<vault>.vault.azure.net/keys/<name> nor file:///<path of a key as PEM>.',
    );
  }
  return vaultSigner(setting.replace(/\/$/, ''), async () => {
    const { token } = (await (await identity()).getToken('https://vault.azure.net/.default')) ?? {};
    return token ?? '';
  });
}
