import { type CiCd } from '../connectors/types';
import { type PlanDisplay } from '../model/plan';

const warnings = {
  ahead: undefined,
  identical: 'This commit is what runs now.',
  behind: 'This goes back to an earlier commit.',
  diverged: 'This leaves out commits that run now.',
};

/**
 * The commits between two, for people's eyes: a comparison that cannot be had is said, and holds nothing up.
 * @param back whether to list what is taken back by going from `from` to `to`, instead of what is new
 */
export async function whatLiesBetween(
  ciCd: CiCd,
  repository: string,
  { from, to, back = false }: { from: string; to: string; back?: boolean },
): Promise<PlanDisplay> {
  try {
    const [base, head] = back ? [to, from] : [from, to];
    const { commits, total, url, relation } = await ciCd.compare(repository, base, head);
    const warning = back ? undefined : warnings[relation];
    return {
      commits,
      moreCommits: Math.max(0, total - commits.length),
      compareUrl: url,
      ...(back && { takesBack: true }),
      ...(warning && { warning }),
    };
  } catch (error) {
    return { commits: [], moreCommits: 0, warning: `The commits could not be compared: ${(error as Error).message}` };
  }
}
