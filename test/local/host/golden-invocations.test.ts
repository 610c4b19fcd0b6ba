import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { HostProcess, TestFolder } from './support/host-process';
import type { Json } from './support/json';
import { goldenTest, normalise } from './support/recordings';

const folder = new TestFolder();
const record = folder.file('record.jsonl');
let host: HostProcess;

beforeAll(async () => {
  host = await HostProcess.start(folder, { environment: { RECORD_TO: record, EFFECTS_TO: folder.file('effects') } });
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

/** Exactly these headers and no other, so that the function sees what Microsoft's recorded one saw. */
async function send(method: string, path: string, headers: [string, string][], body = ''): Promise<void> {
  const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
  const head = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'data');
  socket.destroy();
}

function ourInvocations(name: string): Json[] {
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter((line) => line.function === name);
}

/** What only the recorder or protobuf added. */
const notSent = ['rawBindings', 'scriptFile', 'directory', 'stack', 'connectionName'];

const comparable = (invocation: Json): unknown => ({
  request: normalise(invocation.request, notSent),
  response: normalise(invocation.response ?? null, ['invocationId', '$bytes']),
  thrown: invocation.thrown && { message: invocation.thrown.message },
});

for (const name of ['hello', 'item', 'echo', 'text', 'nothing', 'boom', 'start'])
  goldenTest(
    `worker-invocation-${name}`,
    `gives the function "${name}" the same request and takes the same response`,
    async (recording) => {
      for (const { request: recorded, response, thrown } of recording.invocations) {
        const { http } = recorded.request.inputData[0].data;
        const values = Object.entries<Json>(http.nullableHeaders).map(([header, { value }]): [string, string] => [
          header,
          value,
        ]);
        const utf8 = http.body?.bytes.utf8 as string | undefined;
        /** The recording shows bytes as text; those that are none cannot be sent again. */
        if (http.body && (utf8 === undefined || utf8.includes('\uFFFD'))) continue;
        const path = String(http.url).replace('http://127.0.0.1:7071', '').replace('<host>', '');
        await send(http.method, path, values, utf8);
        const ours = ourInvocations(name).at(-1);
        expect(comparable(ours)).toEqual(comparable({ request: recorded.request, response, thrown }));
      }
    },
  );

goldenTest('worker-invocation-tick', 'gives a timer function the same data', async (recording) => {
  await host.until(() => ourInvocations('atStart').length > 0);
  const ours = ourInvocations('atStart')[0].request;
  const theirs = recording.invocations[0].request.request;
  const shape = (request: Json): unknown => ({
    ...normalise(request, notSent),
    functionId: 'any',
    triggerMetadata: { TimerTrigger: { ...request.triggerMetadata.TimerTrigger, string: '' } },
  });
  expect(shape(ours)).toEqual(shape(theirs));
  expect(ours.triggerMetadata.TimerTrigger.string).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
});

goldenTest('worker-register', 'takes the same registrations, and offers the SDK the same module', async (recording) => {
  const lines = readFileSync(`${record}.registered`, 'utf8').split('\n').filter(Boolean);
  const ours = lines.map((line) => JSON.parse(line));
  /** The first line is the older model that comes with Microsoft's worker; entities are left out of our sample app. */
  const [, model, ...functions] = recording.lines.filter(({ metadata }: Json) => metadata?.name !== 'counter');
  expect(ours[0].name).toBe(model.name);
  expect(ours[0].coreKeys).toEqual(expect.arrayContaining(model.coreKeys));
  for (const theirs of functions)
    expect(normalise(ours.find(({ metadata }) => metadata?.name === theirs.metadata.name))).toEqual(
      normalise(theirs, ['at', 'pid']),
    );
});
