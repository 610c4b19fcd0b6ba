import { createHmac } from 'node:crypto';
import { type AnchorStore } from './anchor-store';

const DEADLINE_MS = 10_000;
const VERSION = '2021-12-02';
/** More than there can be: an anchor an hour for 50 years. */
const MOST_PAGES = 100;

interface SharedKey {
  account: string;
  key: string;
}

/**
 * A blob container, over REST: @azure/storage-blob needs Node 22 and brings Apache Arrow. The container's immutability policy
 * (bicep) is what makes it a proof; a blob is only ever added.
 * https://learn.microsoft.com/rest/api/storageservices/put-blob, /list-blobs
 */
export function blobStore(container: string, access: SharedKey | (() => Promise<Record<string, string>>)): AnchorStore {
  async function call(method: string, address: string, given: Record<string, string> = {}, body?: string) {
    const url = new URL(address);
    const headers: Record<string, string> = {
      ...given,
      'x-ms-date': new Date().toUTCString(),
      'x-ms-version': VERSION,
    };
    const authorized = typeof access === 'function' ? await access() : sign(access, method, url, headers, body);
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...authorized },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const text = await response.text();
    return { status: response.status, text, code: response.headers.get('x-ms-error-code') ?? '' };
  }

  function failure(doing: string, { status, code }: { status: number; code: string }): Error {
    return new Error(`Blob Storage: ${doing} failed (HTTP ${status}${code ? `, ${code}` : ''}).`);
  }

  async function put(name: string, text: string) {
    const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/json', 'if-none-match': '*' };
    return call('PUT', `${container}/${name}`, headers, text);
  }

  return {
    async write(name, text) {
      let answer = await put(name, text);
      if (answer.code === 'ContainerNotFound' && typeof access !== 'function') {
        await call('PUT', `${container}?restype=container`);
        answer = await put(name, text);
      }
      if (answer.status === 201) return 'written';
      if (answer.status === 409 || answer.status === 412) return 'exists';
      throw failure(`writing ${name}`, answer);
    },

    async names() {
      const found: string[] = [];
      let marker = '';
      for (let page = 0; page < MOST_PAGES; page++) {
        const next = marker && `&marker=${encodeURIComponent(marker)}`;
        const answer = await call('GET', `${container}?restype=container&comp=list${next}`);
        if (answer.code === 'ContainerNotFound') return [];
        if (answer.status !== 200) throw failure('listing', answer);
        found.push(...[...answer.text.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = '']) => name));
        marker = /<NextMarker>([^<]+)<\/NextMarker>/.exec(answer.text)?.[1] ?? '';
        if (!marker) return found.sort();
      }
      throw new Error('Blob Storage: the list of anchors does not end.');
    },

    async read(name) {
      const answer = await call('GET', `${container}/${encodeURIComponent(name)}`);
      if (answer.status !== 200) throw failure(`reading ${name}`, answer);
      return answer.text;
    },
  };
}

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key */
function sign({ account, key }: SharedKey, method: string, url: URL, headers: Record<string, string>, body = '') {
  const length = Buffer.byteLength(body);
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-ms-'))
    .sort();
  const query = [...url.searchParams].map(([name, value]) => `\n${name.toLowerCase()}:${value}`).sort();
  const text = [
    method,
    ...['', '', length ? String(length) : '', '', headers['content-type'] ?? '', '', '', ''],
    headers['if-none-match'] ?? '',
    ...['', ''],
    ...own.map((name) => `${name}:${headers[name] ?? ''}`),
    `/${account}${url.pathname}${query.join('')}`,
  ].join('\n');
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  return { authorization: `SharedKey ${account}:${signature}` };
}
