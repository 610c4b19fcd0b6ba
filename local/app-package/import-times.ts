import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROUNDS = 3;

/**
 * How long each file of the package takes to import in a process that has nothing loaded, ms; then all of them, as Functions does it.
 * Nothing is called: the storage is only named.
 */
export async function importTimes(folder: string, entries: string[]): Promise<{ entry: string; ms: number }[]> {
  const times = [];
  for (const files of [...entries.map((entry) => [entry]), entries]) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await importOnce(folder, files));
    times.push({ entry: files.length === 1 ? (files[0] ?? '') : 'all of them', ms: Math.min(...rounds) });
  }
  return times;
}

async function importOnce(folder: string, files: string[]): Promise<number> {
  const urls = files.map((file) => pathToFileURL(resolve(folder, file)).href);
  const script = `const began = performance.now();
    for (const url of ${JSON.stringify(urls)}) await import(url);
    process.stdout.write('\\n' + (performance.now() - began));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', script],
    {
      cwd: folder,
      env: { ...process.env, AzureWebJobsStorage: 'UseDevelopmentStorage=true' },
    },
  );
  return Number(stdout.slice(stdout.lastIndexOf('\n') + 1));
}
