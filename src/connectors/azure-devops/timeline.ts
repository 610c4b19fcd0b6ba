export interface TimelineRecord {
  id: string;
  parentId: string | null;
  type: string;
  name: string;
  order?: number;
  state: 'pending' | 'inProgress' | 'completed';
  result?: 'succeeded' | 'succeededWithIssues' | 'failed' | 'canceled' | 'skipped' | 'abandoned' | null;
  log?: { id: number } | null;
}

export interface TimelineJob {
  job: TimelineRecord;
  tasks: TimelineRecord[];
}

/** A task is four deep; whatever seems deeper goes in circles. */
const DEEPEST = 10;

/** Jobs in the order in which stages, phases and jobs run, each with its tasks. */
export function jobsOf(records: TimelineRecord[]): TimelineJob[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const path = (record: TimelineRecord, depth = 0): number[] => {
    const parent = record.parentId && depth < DEEPEST ? byId.get(record.parentId) : undefined;
    return [...(parent ? path(parent, depth + 1) : []), record.order ?? 0];
  };
  const inOrder = (some: TimelineRecord[]) =>
    some
      .map((record) => ({ record, at: path(record) }))
      .sort((a, b) => compare(a.at, b.at))
      .map(({ record }) => record);
  return inOrder(records.filter(({ type }) => type === 'Job')).map((job) => ({
    job,
    tasks: inOrder(records.filter(({ type, parentId }) => type === 'Task' && parentId === job.id)),
  }));
}

function compare(a: number[], b: number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing === -1 ? a.length - b.length : a[differing]! - (b[differing] ?? 0);
}
