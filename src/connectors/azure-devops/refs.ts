import { type AzureDevOpsClient } from './client';

export interface Ref {
  /** In full: `refs/tags/v1` */
  name: string;
  objectId: string;
  /** The commit that an annotated tag points to. */
  peeledObjectId?: string;
}

/** Refs whose name begins with `tags/…` or `heads/…`, at most 1,000. */
export async function refsOf(client: AzureDevOpsClient, repository: string, filter: string, signal?: AbortSignal) {
  const what = `look up ${filter} in ${repository}`;
  const query = { filter, peelTags: true, $top: 1000 };
  return (await client.git<{ value: Ref[] }>(repository, what, '/refs', { query, signal })).value;
}

export const commitOf = ({ objectId, peeledObjectId }: Ref) => peeledObjectId ?? objectId;

export const shortName = (ref: string) => ref.replace(/^refs\/(?:heads|tags)\//, '');
