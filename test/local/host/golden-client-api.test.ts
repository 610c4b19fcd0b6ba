import { HostProcess, TestFolder } from './support/host-process';
import type { Json } from './support/json';
import { findRecording, normalise } from './support/recordings';

/** The recorder's script, in its order: [recording, indices of its calls]. Reading calls are repeated until the state is reached. */
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
  ['durable-history-unknown', [0]],
  ['durable-restart', [0, 1]],
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

for (const [name, indices] of script)
  it(`answers like Microsoft's host (recording ${name})`, async () => {
    for (const index of indices) {
      const { request, response } = findRecording(name).calls[index];
      const expected = comparable(response);
      let ours = comparable(await send(request));
      for (
        let tries = 0;
        request.method === 'GET' && tries < 100 && ours.body?.runtimeStatus !== expected.body?.runtimeStatus;
        tries++
      ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        ours = comparable(await send(request));
      }
      expect({ request, ...ours }).toEqual({ request, ...expected });
    }
  });
