import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { type Signer } from './signer';

const API = 'api-version=7.4';
const DEADLINE_MS = 10_000;

/**
 * A Key Vault key, over REST: the private key never leaves the vault, and whoever has the tables cannot sign.
 * https://learn.microsoft.com/rest/api/keyvault/keys/sign/sign, /get-key/get-key
 */
export function vaultSigner(address: string, token: () => Promise<string>): Signer {
  async function call(url: string, body?: object): Promise<{ kid?: string; value?: string; key?: JsonWebKey }> {
    const response = await fetch(`${url}?${API}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`Key Vault: ${new URL(url).pathname} answered HTTP ${response.status}.`);
    }
    return (await response.json()) as { kid?: string; value?: string; key?: JsonWebKey };
  }

  return {
    async sign(text) {
      const value = createHash('sha256').update(text).digest('base64url');
      const { kid, value: signature } = await call(`${address}/sign`, { alg: 'ES256', value });
      if (!kid || !signature) throw new Error('Key Vault signed, but its answer has no signature.');
      return { key: kid, signature: Buffer.from(signature, 'base64url') };
    },

    async publicKey(key) {
      // A name in an anchor leads to no other key and to no other vault.
      const version = key.startsWith(`${address}/`) ? key.slice(address.length + 1) : '';
      if (!/^[A-Za-z0-9]+$/.test(version))
        throw new Error(`The key ${key} is no version of the one in AUDIT_ANCHOR_KEY.`);
      const { key: jwk } = await call(key);
      if (!jwk) throw new Error(`Key Vault has no public key for ${key}.`);
      const { kty, crv, x, y } = jwk;
      return createPublicKey({ key: { kty: kty === 'EC-HSM' ? 'EC' : kty, crv, x, y }, format: 'jwk' });
    },
  };
}
