import { type DispatchedJob } from '../connectors/types';

/** The line that starts a job by hand with the vendor's own command-line tool. */
export function byHand(connector: string, job: Omit<DispatchedJob, 'correlation'>): string {
  const { repository, workflow, ref, inputs } = job;
  const fields = Object.entries(inputs).map(([name, value]) => `-f ${quoted(`${name}=${value}`)}`);
  return `gh workflow run ${quoted(workflow)} --repo ${quoted(repository)} --ref ${quoted(ref)} ${fields.join(' ')}`;
}

/** As one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
