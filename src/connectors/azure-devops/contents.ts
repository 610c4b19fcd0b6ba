import { type CiCd } from '../types';
import { type AzureDevOpsClient, orNull } from './client';
import { shortName } from './refs';

interface Item {
  objectId: string;
  gitObjectType: 'blob' | 'tree' | 'commit';
  path: string;
  content?: string;
}

export function file(client: AzureDevOpsClient): CiCd['file'] {
  return async (repository, path, ref) => {
    const query = { path: `/${path}`, includeContent: true, $format: 'json', ...descriptor(ref) };
    const asked = client.git<Item>(repository, reading(repository, path, ref), '/items', { query });
    const item = await orNull(asked);
    if (item?.gitObjectType !== 'blob') return null;
    const version = `${{ commit: 'GC', tag: 'GT', branch: 'GB' }[typeOf(ref)]}${shortName(ref)}`;
    const url = client.web(repository, `?${new URLSearchParams({ path: `/${path}`, version }).toString()}`);
    return { blob: item.objectId, text: item.content ?? '', url };
  };
}

export function folder(client: AzureDevOpsClient): CiCd['folder'] {
  return async (repository, path, ref) => {
    const query = { scopePath: `/${path}`, recursionLevel: 'OneLevel', ...descriptor(ref) };
    const asked = client.git<{ value: Item[] }>(repository, reading(repository, path, ref), '/items', { query });
    const items = (await orNull(asked))?.value ?? [];
    return items.filter(({ gitObjectType }) => gitObjectType === 'blob').map((item) => item.path.split('/').at(-1)!);
  };
}

const reading = (repository: string, path: string, ref: string) => `read ${path} of ${repository} at ${shortName(ref)}`;

function descriptor(ref: string) {
  return { 'versionDescriptor.version': shortName(ref), 'versionDescriptor.versionType': typeOf(ref) };
}

function typeOf(ref: string): 'commit' | 'tag' | 'branch' {
  if (/^[0-9a-f]{40}$/.test(ref)) return 'commit';
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch';
}
