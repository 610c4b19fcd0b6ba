import { recordKey, recordPrefix } from './keys';
import type { InstanceRecord, RuntimeStatus } from './instance';
import type { Store } from './store';

const statuses = new Set<string>(['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated']);
const defaultPage = 100;

/** Filters of the list and purge endpoints. A status that is none, and a `top` that is no number, are taken as not given. */
export interface InstanceFilter {
  createdFrom: number;
  createdTo: number;
  statuses: ReadonlySet<RuntimeStatus> | undefined;
  prefix: string;
  top: number;
}

export function readFilter(query: URLSearchParams): InstanceFilter {
  const wanted = query
    .getAll('runtimeStatus')
    .flatMap((text) => text.split(','))
    .filter((status) => statuses.has(status)) as RuntimeStatus[];
  const top = Number(query.get('top') ?? defaultPage);
  return {
    createdFrom: readTime(query.get('createdTimeFrom'), -Infinity),
    createdTo: readTime(query.get('createdTimeTo'), Infinity),
    statuses: wanted.length === 0 ? undefined : new Set(wanted),
    prefix: query.get('instanceIdPrefix') ?? '',
    top: Number.isInteger(top) && top > 0 ? top : defaultPage,
  };
}

/** A page of instances in order of their IDs, beginning with `from`; `next` is the ID at which the next page begins. */
export async function listInstances(
  store: Store,
  filter: InstanceFilter,
  from: string | undefined,
): Promise<{ page: InstanceRecord[]; next: string | undefined }> {
  const page: InstanceRecord[] = [];
  const begin = recordKey(from !== undefined && from > filter.prefix ? from : filter.prefix);
  for await (const [key, value] of store.entries(recordPrefix + filter.prefix, begin)) {
    const record = JSON.parse(value) as InstanceRecord;
    if (record.createdAt < filter.createdFrom || record.createdAt > filter.createdTo) continue;
    if (filter.statuses && !filter.statuses.has(record.status)) continue;
    if (page.length === filter.top) return { page, next: key.slice(recordPrefix.length) };
    page.push(record);
  }
  return { page, next: undefined };
}

function readTime(text: string | null, otherwise: number): number {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? otherwise : time;
}
