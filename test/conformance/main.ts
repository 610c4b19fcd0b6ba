import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHostProcess } from '../../local/host-process';
import { describeResult } from './describe-result';
import { FunctionApp } from './function-app';
import { rows } from './rows';
import { type Result, runRows } from './run-rows';

const usage = `usage: npm run conformance [-- --url URL [--key FUNCTION_KEY]]
Without --url: on the embedded host, once as it is and once with an app that streams.`;

interface Target {
  url: string;
  key: string | undefined;
}

/** Undefined: the embedded host. Throws when the arguments cannot be read. */
function readTarget(args: string[]): Target | undefined {
  const { values } = parseArgs({ args, options: { url: { type: 'string' }, key: { type: 'string' } } });
  if (values.url === undefined) {
    if (values.key !== undefined) throw new Error('--key needs --url: the embedded host makes its own key.');
    return undefined;
  }
  const url = URL.canParse(values.url) ? new URL(values.url) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new Error(`--url is "${values.url}"; it takes scheme, host and port only, such as http://127.0.0.1:7071.`);
  return { url: url.origin, key: values.key };
}

/** Whether the app streams. Throws when it is not the conformance app that answers, or when the key does not open it. */
async function readMode(app: FunctionApp, url: string): Promise<boolean> {
  const answer = await app.call('GET', 'mode').catch((error: Error) => {
    throw new Error(`Nothing answers at ${url}: ${error.cause instanceof Error ? error.cause.message : error.message}`);
  });
  const mode = (answer.status === 200 ? parse(answer.text) : undefined) as
    { app?: string; streams?: boolean } | undefined;
  if (mode?.app !== 'countersign-conformance')
    throw new Error(`${url} does not serve test/conformance/app: GET /api/mode was answered with ${answer.status}.`);
  const keyed = await app.call(
    'GET',
    'keyed',
    app.key === undefined ? {} : { headers: { 'x-functions-key': app.key } },
  );
  if (keyed.status === 401)
    throw new Error(
      `${url} ${app.key === undefined ? 'asks for a function key: give --key' : 'refuses the key of --key'}.`,
    );
  return mode.streams === true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function runAgainst({ url, key }: Target, chosen = rows): Promise<Result[]> {
  const app = new FunctionApp(url, key);
  const streams = await readMode(app, url);
  return runRows(chosen, app, streams, (result) => console.log(describeResult(result)));
}

async function onEmbeddedHost(): Promise<Result[]> {
  const results: Result[] = [];
  for (const streams of [false, true]) {
    const chosen = rows.filter(({ needs }) => (needs === 'streams') === streams);
    const environment = { CONFORMANCE_STREAM: streams ? '1' : '' };
    results.push(...(await withEmbeddedHost(environment, (target) => runAgainst(target, chosen))));
  }
  return results;
}

async function withEmbeddedHost(
  environment: Record<string, string>,
  use: (target: Target) => Promise<Result[]>,
): Promise<Result[]> {
  const store = await mkdtemp(join(tmpdir(), 'conformance-'));
  const key = 'conformance-key';
  const env = { COUNTERSIGN_FUNCTION_KEY: key, ...environment };
  try {
    const host = await startHostProcess({ port: 0, store, env, flags: ['--app', 'test/conformance/app'] });
    return await use({ url: host.url, key }).finally(() => host.stop());
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  let target: Target | undefined;
  try {
    target = readTarget(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  console.log(`Conformance of ${target?.url ?? 'the embedded host'}\n`);
  const results = await (target ? runAgainst(target) : onEmbeddedHost());
  const count = (verdict: Result['verdict']): number => results.filter((result) => result.verdict === verdict).length;
  console.log(`\n${count('pass')} passed, ${count('FAIL')} failed, ${count('skip')} skipped.`);
  return count('FAIL') === 0 ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
