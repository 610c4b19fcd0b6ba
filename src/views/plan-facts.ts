import { type Plan, type PlanState } from '../model/plan';
import { type Inline, type View } from '../model/view';

/** Current → desired, and the commits between, for every stage that shows a plan. */
export function planFacts(plan: Plan): Pick<View, 'facts' | 'lists' | 'links' | 'lines'> {
  const { commits, moreCommits, compareUrl, warning, takesBack, facts = [] } = plan.display;
  const count = commits.length + moreCommits;
  return {
    lines: warning ? [[`⚠️ ${warning}`]] : [],
    facts: [change(plan), ...facts],
    lists: commits.length
      ? [
          {
            title: `${count} commit${count === 1 ? '' : 's'}${takesBack ? ' taken back' : ''}`,
            items: commits
              .slice(0, SHOWN)
              .map(({ sha, message, author }) => [{ code: sha.slice(0, 7) }, ` ${message} (${author})`]),
            more: overflow(count),
          },
        ]
      : [],
    links: compareUrl ? [{ text: 'Compare', url: compareUrl }] : [],
  };
}

const SHOWN = 8;

function overflow(total: number): [string] | undefined {
  return total > SHOWN ? [`and ${total - SHOWN} more`] : undefined;
}

function change({ current, desired }: Plan): { label: string; value: Inline[] } {
  const { migration, blob } = desired;
  return migration === undefined
    ? { label: 'Change', value: [`${inWords(current)} → ${inWords(desired)}`] }
    : { label: 'Migration', value: [`${migration} (${String(blob).slice(0, 7)}) of ${inWords(current)}`] };
}

function inWords(state: PlanState | null): string {
  if (!state) return 'nothing';
  const { version, commit, replicas, minimum, maximum } = state;
  if (minimum !== undefined) return `at least ${minimum}, at most ${maximum} replicas`;
  if (version === undefined) return replicas === 1 ? '1 replica' : `${replicas} replicas`;
  const short = String(commit).slice(0, 7);
  return String(version).startsWith(short) ? short : `${version} (${short})`;
}
