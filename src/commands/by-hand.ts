import { type DispatchedJob } from '../connectors/types';
import { shellWord } from './shell-word';

/** The line that starts a job by hand with the vendor's own command-line tool. */
export function byHand(connector: string, job: Omit<DispatchedJob, 'correlation'>): string {
  const { repository, workflow, ref, inputs } = job;
  const fields = Object.entries(inputs).map(([name, value]) => `-f ${shellWord(`${name}=${value}`)}`);
  return `gh workflow run ${shellWord(workflow)} --repo ${shellWord(repository)} --ref ${shellWord(ref)} ${fields.join(' ')}`;
}
