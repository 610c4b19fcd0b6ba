import { deriveKeys } from '../../../local/host/http/keys';
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

/** A longer body is not in the recording, only its length. */
const inBrief = /^\[(\d+) bytes\]/;

function requestBody(text: string | undefined): Buffer | undefined {
  const hex = /^([0-9a-f]+) \(hex\)$/.exec(text ?? '');
  const length = inBrief.exec(text ?? '');
  if (text === undefined) return undefined;
  if (length) return Buffer.alloc(Number(length[1]), 'a');
  return Buffer.from(hex ? hex[1]! : text, hex ? 'hex' : 'utf8');
}

/** The key that a recorded call was made with; the embedded host has one key where Microsoft's has a default key beside it. */
function keyOf(key: string): string {
  const { master, system } = deriveKeys('test-key');
  if (key.startsWith('master')) return master;
  return key.startsWith('system') ? system : 'test-key';
}

/** Key and address of the host, which a function may give back. */
function withoutOurs(text: string, key: string | undefined): string {
  const keyless = key ? text.replaceAll(keyOf(key), '<key>') : text;
  return keyless.replace(`"${new URL(host.url).host}"`, '"127.0.0.1:7071"');
}

async function answer({ request, key }: Json): Promise<unknown> {
  const filled = JSON.parse(JSON.stringify(request).replaceAll('<key>', key ? keyOf(key) : '<key>'));
  const response = await fetch(String(filled.url).replace('<host>', host.url), {
    method: filled.method,
    headers: filled.headers,
    body: requestBody(filled.body) as Uint8Array<ArrayBuffer>,
    redirect: 'manual',
  });
  const text = await response.text();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !transport.includes(name)));
  return { status: response.status, headers, body: parse(withoutOurs(text, key)) };
}

function recorded(response: Json): unknown {
  const headers = Object.fromEntries(
    Object.entries(response.headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !transport.includes(name)),
  );
  const brief = inBrief.exec(response.body);
  return { status: response.status, headers, body: brief ? 'a'.repeat(Number(brief[1])) : response.body };
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
  'http-key-right': 'opens with the keys that open, and with no other',
  'http-big-body-allowed': 'takes a body of 5 MB',
};
for (const [name, title] of Object.entries(cases))
  goldenTest(name, title, async (recording) => {
    for (const call of recording.calls) {
      const ours = normalise(await answer(call), itsOwn);
      expect({ request: call.request, ...ours }).toEqual({
        request: call.request,
        ...normalise(recorded(call.response), itsOwn),
      });
    }
  });

goldenTest(
  'http-oversized-body',
  'takes a body of 50 MB and answers 500 to one over 100 MiB, closing the connection',
  async ({ calls }) => {
    const [allowed, tooLong] = calls;
    const ours = (await answer(allowed)) as Json;
    const theirs = recorded(allowed.response) as Json;
    expect([ours.status, ours.headers]).toEqual([theirs.status, theirs.headers]);
    expect(ours.body.length).toBe(theirs.body.length);
    const refused = await fetch(`${host.url}/api/raw`, {
      method: 'POST',
      body: requestBody(tooLong.request.body) as Uint8Array<ArrayBuffer>,
    }).catch((error: Error) => error);
    if (refused instanceof Response)
      expect([refused.status, refused.headers.get('connection'), await refused.text()]).toEqual([
        tooLong.response.status,
        tooLong.response.headers.Connection,
        tooLong.response.body,
      ]);
    else expect(String(refused.cause)).toMatch(/EPIPE|ECONNRESET|other side closed/);
    expect((await host.call('GET', '/api/hello')).status).toBe(200);
  },
);

it('survives a rejection that nobody handles, and says so', async () => {
  expect((await host.call('POST', '/api/unhandled')).status).toBe(202);
  await host.until(() => host.stderr.includes('Unhandled rejection: Error: nobody handles this'));
  expect((await host.call('GET', '/api/hello')).body).toBe('hello world');
});
