import { Hono } from 'hono';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminRoutes } from '../../../local/kit/admin-routes';
import { faultMiddleware } from '../../../local/kit/fault-middleware';
import { Faults } from '../../../local/kit/faults';
import { JsonFile } from '../../../local/kit/json-file';
import { listen, type Listening } from '../../../local/kit/listen';
import { Recorder } from '../../../local/kit/recorder';
import type { ServerEnv } from '../../../local/kit/server-env';

const faults = new Faults();
const recorder = new Recorder(() => 0);
let handled = 0;
let server: Listening;

beforeAll(async () => {
  const app = new Hono<ServerEnv>()
    .route(
      '/',
      adminRoutes(faults, recorder, () => ({ handled })),
    )
    .use(recorder.middleware())
    .use(faultMiddleware(faults, (status) => Response.json({ oops: status }, { status })))
    .all('/things/:id', (c) => c.json({ handled: ++handled, padding: 'x'.repeat(200) }));
  server = await listen(app);
});
afterAll(() => server.close());
beforeEach(() => {
  faults.clear();
  recorder.clear();
  handled = 0;
});

const ask = (method = 'GET', path = '/things/1', init: RequestInit = {}) =>
  fetch(server.url + path, { method, ...init });
const connectionError = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;

test('a fault hits only its method and path, after so many requests and so many times', async () => {
  faults.set({ kind: 'error', method: 'POST', path: '^/things/2$', after: 1, times: 2 });
  const statuses: number[] = [];
  for (const [method, path] of [
    ['GET', '/things/2'],
    ['POST', '/things/1'],
    ...Array.from({ length: 4 }, () => ['POST', '/things/2'] as const),
  ] as const)
    statuses.push((await ask(method, path)).status);
  expect(statuses).toEqual([200, 200, 200, 500, 500, 200]);
  expect(faults.list()[0]!.hits).toBe(2);
});

test('the answer can be an error, a proxy page, another page or a demand to wait', async () => {
  faults.set(
    { kind: 'error', status: 503, times: 1 },
    { kind: 'bad-gateway', times: 1 },
    { kind: 'html', times: 1 },
    { kind: 'too-many-requests', retryAfterSeconds: 3, times: 1 },
  );
  expect(await (await ask()).json()).toEqual({ oops: 503 });
  const gateway = await ask();
  expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html']);
  const page = await ask();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const wait = await ask();
  expect([wait.status, wait.headers.get('retry-after')]).toEqual([429, '3']);
  expect(handled).toBe(0);
});

test('a reset leaves the request unhandled, a reset after it does not', async () => {
  faults.set({ kind: 'reset', times: 1 }, { kind: 'reset-after', times: 1 });
  expect(connectionError(await ask('POST').catch((error: unknown) => error))).toBe('ECONNRESET');
  expect(handled).toBe(0);
  expect(connectionError(await ask('POST').catch((error: unknown) => error))).toBe('ECONNRESET');
  expect(handled).toBe(1);
  expect(recorder.list().map(({ fault, status }) => [fault, status])).toEqual([
    ['reset', undefined],
    ['reset-after', undefined],
  ]);
});

test('a truncated body promises more than it brings', async () => {
  faults.set({ kind: 'truncated' });
  const response = await ask();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('a slow answer is late and right', async () => {
  faults.set({ kind: 'slow', milliseconds: 120 });
  const begun = performance.now();
  expect((await ask()).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(115);
});

test('what was asked is kept: path, query, headers without the token, body as JSON, form or text', async () => {
  await ask('POST', '/things/1?a=b', {
    body: '{"n":1}',
    headers: { authorization: 'Bearer very-secret', 'x-more': 'yes' },
  });
  await ask('POST', '/things/2', { body: 'not json', headers: { authorization: 'raw-secret' } });
  const [first, second] = recorder.list();
  expect(first).toMatchObject({ method: 'POST', path: '/things/1', query: { a: 'b' }, body: { n: 1 }, status: 200 });
  expect(first!.headers).toMatchObject({ authorization: 'Bearer ***', 'x-more': 'yes' });
  expect(second).toMatchObject({ body: 'not json', headers: { authorization: '***' } });
});

test('another process switches faults on and off, reads what was asked and the state', async () => {
  const put = (body: unknown) => ask('PUT', '/_faults', { body: JSON.stringify(body) });
  expect(await (await put({ kind: 'error', times: 1 })).json()).toEqual([{ kind: 'error', times: 1, hits: 0 }]);
  expect((await ask()).status).toBe(500);
  expect(await (await ask('GET', '/_requests')).json()).toMatchObject([
    { path: '/things/1', status: 500, fault: 'error' },
  ]);
  for (const wrong of [{ kind: 'explode' }, { kind: 'slow', path: '(' }, { kind: 'reset', surprise: 1 }, null])
    expect((await put(wrong)).status).toBe(400);
  expect((await ask('DELETE', '/_faults')).status).toBe(204);
  expect((await ask('DELETE', '/_requests')).status).toBe(204);
  await ask();
  expect(await (await ask('GET', '/_state')).json()).toEqual({ handled: 1 });
  expect(recorder.list()).toHaveLength(1);
});

test('a port in use is named', async () => {
  await expect(listen(new Hono<ServerEnv>(), server.port)).rejects.toThrow(`port ${server.port} is in use`);
});

test('a JSON file is replaced as a whole, and one that is not JSON is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'json-file-'));
  const file = new JsonFile<{ n: number }>(join(folder, 'state.json'));
  expect(file.read()).toBeUndefined();
  file.write({ n: 1 });
  file.write({ n: 2 });
  expect(file.read()).toEqual({ n: 2 });
  expect(readdirSync(folder)).toEqual(['state.json']);
  writeFileSync(join(folder, 'state.json'), '{"n":');
  expect(() => file.read()).toThrow(/state\.json cannot be read as JSON/);
  rmSync(folder, { recursive: true });
});
