import { maskSecrets } from './mask-secrets';

const lines = 20;
const longest = 300;
const ansi = /\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007\n]*\u0007)/g;
const cleanUpBegins = /^(Post job cleanup\.|Cleaning up orphan processes)$/;
const timestamp = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z ?/;

/**
 * The last 20 lines of a job's log, as a person would read them: without time stamps, colours and GitHub's markers, secrets masked, long
 * lines cut. GitHub ends a log with the clean-up after the job, which says nothing about the failure; it is left out.
 */
export function logTail(log: string): string[] {
  const plain = log
    .replace(ansi, '')
    .split(/\r?\n/)
    .map((line) => line.replace(timestamp, ''));
  const failed = plain.findLastIndex((line) => line.startsWith('##[error]'));
  const cleanUp = plain.findIndex((line, index) => index > failed && cleanUpBegins.test(line));
  const job = failed >= 0 && cleanUp > failed ? plain.slice(0, cleanUp) : plain;
  return maskSecrets(job.map(withoutMarker).join('\n'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .map((line) => (line.length > longest ? `${line.slice(0, longest - 1)}…` : line));
}

const withoutMarker = (line: string) => line.replace(/^##\[(\w+)\]/, (_, kind) => (kind === 'error' ? 'Error: ' : ''));
