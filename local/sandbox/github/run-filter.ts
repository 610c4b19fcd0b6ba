import type { Run } from './state';
import type { Store } from './store';

/** The query parameters of `GET /actions/runs` that this server knows; `created` takes GitHub's search syntax for dates. */
export function filterRuns(runs: Run[], query: Record<string, string>, store: Store): Run[] {
  const { event, branch, actor, status, created, head_sha: headSha } = query;
  const inTime = created === undefined ? () => true : createdFilter(created);
  return runs.filter((run) => {
    if (event !== undefined && event !== 'workflow_dispatch') return false;
    if (branch !== undefined && branch !== run.ref) return false;
    if (actor !== undefined && actor !== run.actor) return false;
    if (headSha !== undefined && headSha !== run.headSha) return false;
    if (status !== undefined) {
      const progress = store.progress(run);
      if (progress.status !== status && progress.conclusion !== status) return false;
    }
    return inTime(Math.floor(run.createdAt / 1000) * 1000);
  });
}

/** `>=T`, `>T`, `<=T`, `<T`, `T..T`, `T`, with `*` for an open end; T is a date or a date and time. A malformed one matches nothing. */
function createdFilter(created: string): (at: number) => boolean {
  const range = created.split('..');
  if (range.length === 2) {
    const [from, to] = [begin(range[0]!), end(range[1]!)];
    return (at) => at >= from && at <= to;
  }
  const [, operator = '', time = ''] = /^(>=|<=|>|<)?(.+)$/.exec(created) ?? [];
  switch (operator) {
    case '>=':
      return (at) => at >= begin(time);
    case '>':
      return (at) => at > end(time);
    case '<=':
      return (at) => at <= end(time);
    case '<':
      return (at) => at < begin(time);
    default:
      return (at) => at >= begin(time) && at <= end(time);
  }
}

const isDay = (time: string) => /^\d{4}-\d\d-\d\d$/.test(time);
const begin = (time: string) => (time === '*' ? -Infinity : Date.parse(time));
const end = (time: string) => (time === '*' ? Infinity : Date.parse(time) + (isDay(time) ? 86_399_000 : 0));
