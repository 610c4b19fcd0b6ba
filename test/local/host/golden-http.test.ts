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

/** How the answer travels is Node's affair; Kestrel's way is listed in local/host/README.md. */
const transport = ['date', 'server', 'transfer-encoding', 'connection', 'keep-alive', 'content-length'];
const itsOwn = ['invocationId', 'user-agent', 'accept-language', 'accept-encoding', 'sec-fetch-mode', 'accept'];

async function answer(request: Json): Promise<unknown> {
  const hex = /^([0-9a-f]+) \(hex\)$/.exec(request.body ?? '');
  const response = await fetch(String(request.url).replace('<host>', host.url), {
    method: request.method,
    headers: request.headers,
    body: request.body === undefined ? undefined : Buffer.from(hex ? hex[1]! : request.body, hex ? 'hex' : 'utf8'),
    redirect: 'manual',
  });
  const text = await response.text();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !transport.includes(name)));
  return { status: response.status, headers, body: parse(text) };
}

function recorded(response: Json): unknown {
  const headers = Object.fromEntries(
    Object.entries(response.headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !transport.includes(name)),
  );
  return { status: response.status, headers, body: response.body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const cases = {
  'http-hello': 'finds a route in any case, with a slash at the end, and joins a repeated query key',
  'http-route-params': 'gives route parameters, query and URL to the function',
  'http-route-constraint-fails': 'answers 404 when a constraint fails',
  'http-unknown-route': 'answers 404 to an unknown route',
  'http-wrong-method': 'answers 404, not 405, to a wrong method',
  'http-raw-body': 'keeps the bytes of every content type, and sets cookies',
  'http-custom-status': 'sends the status and headers of the function',
  'http-exception-500': 'answers 500 without a body when the function throws',
  'http-no-result': 'answers 204 when the function returns nothing',
  'http-key-missing': 'answers 401 without a key',
  'http-key-wrong': 'answers 401 to a wrong key',
};
for (const [name, title] of Object.entries(cases))
  goldenTest(name, title, async (recording) => {
    for (const call of recording.calls) {
      const ours = normalise(await answer(call.request), itsOwn);
      expect({ request: call.request, ...ours }).toEqual({
        request: call.request,
        ...normalise(recorded(call.response), itsOwn),
      });
    }
  });

it('opens a function with the function key or the master key, and an admin function with the master key alone', async () => {
  const status = async (path: string, headers?: Record<string, string>) =>
    (await fetch(`${host.url}${path}`, { headers })).status;
  expect(await status('/api/keyed?code=test-key')).toBe(200);
  expect(await status('/api/keyed', { 'x-functions-key': 'test-key' })).toBe(200);
  expect(await status('/api/adm?code=test-key')).toBe(401);
  expect(await status('/api/adm')).toBe(401);
});

it('takes a body of 100 MiB and answers 500 to a longer one, closing the connection', async () => {
  const post = (length: number) => fetch(`${host.url}/api/raw`, { method: 'POST', body: Buffer.alloc(length, 'a') });
  const allowed = await post(5_000_000);
  expect([allowed.status, allowed.headers.get('x-len'), (await allowed.arrayBuffer()).byteLength]).toEqual([
    201,
    '5000000',
    5_000_000,
  ]);
  const tooLong = await post(104_857_610).catch((error: Error) => error);
  if (tooLong instanceof Response)
    expect([tooLong.status, tooLong.headers.get('connection'), await tooLong.text()]).toEqual([500, 'close', '']);
  else expect(String(tooLong.cause)).toMatch(/EPIPE|ECONNRESET|other side closed/);
  expect((await host.call('GET', '/api/hello')).status).toBe(200);
});

it('survives a rejection that nobody handles, and says so', async () => {
  expect((await host.call('POST', '/api/unhandled')).status).toBe(202);
  await host.until(() => host.stderr.includes('Unhandled rejection: Error: nobody handles this'));
  expect((await host.call('GET', '/api/hello')).body).toBe('hello world');
});
