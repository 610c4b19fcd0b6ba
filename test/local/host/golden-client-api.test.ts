import { isDeepStrictEqual } from 'node:util';
import { HostProcess, TestFolder } from './support/host-process';
import type { Json } from './support/json';
import { findRecording, normalise } from './support/recordings';

/** The recorder's script, in its order: [recording, indices of its calls]. Reading calls are repeated until the answer is right. */
const script: [string, number[]][] = [
  ['durable-start-new', [0, 1, 2, 3, 4, 5]],
  ['durable-raise-unknown', [0]],
  ['durable-status-running', [0, 1, 2, 3]],
  ['durable-start-duplicate-running', [0]],
  ['durable-start-odd-id', [0, 1, 2, 3, 4]],
  ['durable-start-unknown-function', [0, 1]],
  ['durable-status-unknown', [0]],
  ['durable-suspend-resume', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ['durable-raise-bad', [0, 1, 2]],
  ['durable-raise-running', [0]],
  ['durable-status-ended', [0, 1, 2]],
  ['durable-raise-ended', [0]],
  ['durable-start-ended-id', [0, 1]],
  ['durable-terminate', [0, 1, 2, 3, 4]],
  ['durable-status-failed', [0, 1, 2]],
  ['durable-rewind', [0, 1, 2, 3, 4]],
  ['durable-history-unknown', [0]],
  ['durable-restart', [0, 1]],
  ['durable-list', [0, 1, 2, 3, 4, 5, 6, 7]],
  ['durable-purge', [0, 1, 2, 3, 4, 5, 6, 7]],
  ['durable-unknown-path', [0, 1, 2, 3, 4]],
];

const folder = new TestFolder();
let host: HostProcess;
let rpc: string;

beforeAll(async () => {
  host = await HostProcess.start(folder);
  rpc = await host.rpc();
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

const transport = ['date', 'server', 'transfer-encoding', 'connection', 'keep-alive', 'content-length'];
/** Newtonsoft's words about bad JSON and .NET's stack traces are not ours; see local/host/README.md. */
const notOurs = ['StackTrace'];

async function send({ method, url, headers, body }: Json): Promise<Json> {
  const response = await fetch(String(url).replace('<rpc>', rpc), { method, headers, body });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text === '' ? '' : JSON.parse(text),
  };
}

function comparable(response: Json): Json {
  const headers = Object.entries(response.headers as Record<string, string>)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !transport.includes(name));
  const result = normalise(
    { status: response.status, headers: Object.fromEntries(headers), body: response.body },
    notOurs,
  );
  if (result.body?.Message === 'Invalid JSON content') delete result.body.ExceptionMessage;
  return result;
}

/** Starts that the recorder made without writing them down, before the recording of that name. */
const startedBefore: Record<string, string[]> = {
  'durable-status-failed': ['failing/f-mwtpxqrw', 'throwing/th-mwtpxqrw'],
};

/** An instance that an earlier run of the recorder left behind. */
const leftBehind = 'ab022ad789414e5faef1230c814ce193';
const given = /^[0-9a-f]{32}$/;

/**
 * A list as far as it can be equal: IDs that a host makes are random, and so is which instances a page of two shows. The others
 * stand in order.
 */
function comparableList({ request, response }: Json): Json {
  const token = response.headers['x-ms-continuation-token'];
  const common = { status: response.status, goesOn: token !== '' };
  if (/top=\d/.test(request.url)) return { ...common, length: response.body.length };
  const instances = response.body.filter(({ instanceId }: Json) => instanceId !== leftBehind);
  const describe = (instance: Json): Json => {
    const text = JSON.stringify(normalise(instance)).replaceAll(
      /are the known orchestrator functions: [^.]*/g,
      'are …',
    );
    return JSON.parse(text.replaceAll(/<id\d+>/g, '<id>'));
  };
  return {
    ...common,
    named: instances.filter(({ instanceId }: Json) => !given.test(instanceId)).map(describe),
    unnamed: new Set(instances.filter(({ instanceId }: Json) => given.test(instanceId)).map(describe)),
  };
}

for (const [name, indices] of script)
  it(`answers like Microsoft's host (recording ${name})`, async () => {
    for (const instance of startedBefore[name] ?? [])
      await send({ method: 'POST', url: `<rpc>orchestrators/${instance}`, body: 'null' });
    for (const index of indices) {
      const { request, response } = findRecording(name).calls[index];
      const compared = (answer: Json): Json =>
        name === 'durable-list' ? comparableList({ request, response: answer }) : comparable(answer);
      const expected = compared(response);
      let ours = compared(await send(request));
      for (let tries = 0; request.method === 'GET' && tries < 100 && !isDeepStrictEqual(ours, expected); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        ours = compared(await send(request));
      }
      expect({ request, ...ours }).toEqual({ request, ...expected });
    }
  });
