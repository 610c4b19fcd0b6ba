import { type Deployed, type PastDeployment } from '../connectors/types';

/** Versions named when there is no way back to the one asked for. */
const named = 5;

/**
 * Where a rollback starts and ends: at the version asked for, else at the newest that ran well with another commit than what is
 * there now. What is there now is the newest deployment also when it failed, since it may have left a part of itself behind.
 * @param past successful deployments, newest first
 */
export function wayBack(
  past: PastDeployment[],
  wanted: string | undefined,
): { from: Deployed; to: PastDeployment } | { none: string } {
  const [live] = past;
  if (!live) return { none: 'Nothing was ever deployed there successfully, so there is nothing to go back to.' };
  const from: Deployed = live.failedSince ?? live;
  const to = past.find((one) => (wanted === undefined ? one.commit !== from.commit : isMeant(one, wanted)));
  if (to) return { from, to };
  if (wanted === undefined)
    return { none: `No other version than ${live.version} was ever deployed there successfully.` };
  const versions = [...new Set(past.map(({ version }) => version))].slice(0, named);
  return {
    none: `${wanted} was never deployed there successfully, or too long ago. What was, newest first: ${versions.join(', ')}.`,
  };
}

function isMeant({ version, commit }: Deployed, wanted: string): boolean {
  return version === wanted || (/^[0-9a-f]{7,40}$/i.test(wanted) && commit.startsWith(wanted.toLowerCase()));
}
