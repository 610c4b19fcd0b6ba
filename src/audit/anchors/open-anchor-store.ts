import { type TokenCredential } from '@azure/identity';
import { type AnchorStore } from './anchor-store';
import { blobStore } from './blob-store';
import { fileStore } from './file-store';

const ANCHOR_CONTAINER = 'audit-anchors';

/**
 * The store behind AUDIT_ANCHORS: the address of a blob container, used with the identity; a connection string, whose container
 * is `audit-anchors`; or a folder, `file:///…`. Throws at once, without repeating the setting, when it is none of them.
 */
export function openAnchorStore(setting: string, identity: () => Promise<TokenCredential>): AnchorStore {
  if (setting.startsWith('file:')) return fileStore(new URL(setting));
  if (/^https:\/\/[^/]+\/[^/?#]+\/?$/.test(setting)) {
    return blobStore(setting.replace(/\/$/, ''), async () => {
      const { token } = (await (await identity()).getToken('https://storage.azure.com/.default')) ?? {};
      return { authorization: `Bearer ${token ?? ''}` };
    });
  }
  const parts = new Map(
    setting.split(';').map((part) => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)]),
  );
  const [account, key] = [parts.get('AccountName'), parts.get('AccountKey')];
  if (!account || !key) {
    throw new Error(
      'AUDIT_ANCHORS is neither https://<account>.blob.core.windows.net/<container>, nor file:///<folder>, nor a connection string with AccountName and AccountKey.',
    );
  }
  const endpoint = (parts.get('BlobEndpoint') ?? `https://${account}.blob.core.windows.net`).replace(/\/$/, '');
  if (!/^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(endpoint))
    throw new Error('AUDIT_ANCHORS uses plain http to another machine.');
  return blobStore(`${endpoint}/${ANCHOR_CONTAINER}`, { account, key });
}
