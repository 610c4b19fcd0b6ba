import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Signer } from './signer';

/** A key in a file, for one machine; a public key is enough to verify. The first signature makes the file where there is none. */
export function fileSigner(file: URL): Signer {
  const path = fileURLToPath(file);
  return {
    async sign(text) {
      const privateKey = createPrivateKey(readOrMake(path));
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return { key: nameOf(createPublicKey(privateKey)), signature };
    },

    async publicKey(key) {
      const own = createPublicKey(readFileSync(path));
      if (key !== nameOf(own)) throw new Error(`The key ${key} is not the one in AUDIT_ANCHOR_KEY, ${nameOf(own)}.`);
      return own;
    },
  };
}

function nameOf(key: KeyObject): string {
  return `file:${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;
}

function readOrMake(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  try {
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path);
}
