import { HostProcess, TestFolder } from './support/host-process';
import type { Json } from './support/json';
import { goldenTest, normalise } from './support/recordings';

const folder = new TestFolder();
let host: HostProcess;

beforeAll(async () => {
  host = await HostProcess.start(folder);
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

/** Compared elsewhere (durable-list), or about entities, which the embedded host does not have. */
const elsewhere = ['list', 'entity', 'signal'];

/**
 * After the event that completes the instance, Microsoft's host acknowledged these before it had taken that event; a host that has
 * taken it says, as rightly, that the instance has ended (recording durable-raise-ended). Which of the two comes is a race.
 */
const racing = ({ verb, args }: Json): boolean =>
  (verb === 'raise' && args.data === 1 && args.id !== 'none') ||
  (['terminate', 'suspend'].includes(verb) && args.reason === 'x' && args.id !== 'none');

/** Newtonsoft's words about bad JSON and .NET's stack traces are not ours; see local/host/README.md. */
const comparable = (result: Json): Json => {
  const { error, ...rest } = normalise(result);
  return error === undefined ? rest : { ...rest, error: String(error).replace(/"ExceptionMessage":.*/, '…') };
};

goldenTest('sdk-client-calls', 'lets the SDK give the app the same results and errors', async ({ calls }) => {
  for (const call of calls.filter(({ verb }: Json) => !elsewhere.includes(verb))) {
    const { verb, args, result } = call;
    if (verb === 'status' && args.id !== 'none') await host.reached(args.id, result.result.runtimeStatus);
    if (verb === 'rewind' && args.id !== 'none') await host.reached(args.id, 'Completed');
    const { body } = await host.call('POST', `/api/op/${verb}`, args);
    if (!racing(call)) expect({ verb, args, ...comparable(body) }).toEqual({ verb, args, ...comparable(result) });
  }
});

goldenTest('wait-for-completion', 'answers with the output when the instance ends in time', async ({ calls }) => {
  for (const { request, response } of calls) {
    const ours = await fetch(String(request.url).replace('<host>', host.url), { method: request.method });
    expect([ours.status, ours.headers.get('content-type'), await ours.json()]).toEqual([
      response.status,
      response.headers['Content-Type'],
      response.body,
    ]);
  }
});
