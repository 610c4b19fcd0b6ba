import { type TokenCredential } from '@azure/identity';
import { fileSigner } from './file-signer';
import { type Signer } from './signer';
import { vaultSigner } from './vault-signer';

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
