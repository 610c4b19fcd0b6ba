import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import durableHttp from '../src/durable-http';

/** What durable-functions itself would be given, and how it asks for it. */
const entry = require.resolve('durable-functions');
const axios = createRequire(entry)('axios') as { create(options: object): typeof ours };
const ours = durableHttp.create();
const theirs = axios.create({
  validateStatus: (status: number) => status < 600,
  headers: { post: { 'Content-Type': 'application/json' } },
  maxContentLength: Infinity,
});

/** As the extension answers: docs of the Durable HTTP API. */
const ANSWERS: Record<string, { status: number; headers?: Record<string, string>; body?: string }> = {
  '/started': { status: 202, body: '{"id":"cmd-1","statusQueryGetUri":"http://x"}' },
  '/conflict': { status: 409, body: 'An Orchestration instance with the ID cmd-1 already exists.' },
  '/lost': { status: 404, body: '' },
  '/gone': { status: 410 },
  '/broken': { status: 500, body: '{"Message":"Something went wrong"' },
  '/page': { status: 200, headers: { 'X-Ms-Continuation-Token': 'bmV4dA==' }, body: '[{"instanceId":"é✓"}]' },
  '/text': { status: 200, body: '"just a text"' },
};

let url: string;
const asked: { method?: string; path?: string; type?: string; token?: unknown; body: string }[] = [];
const server = createServer((request, response) => {
  void textOf(request).then((body) => {
    const { method, headers } = request;
    const token = headers['x-ms-continuation-token'];
    asked.push({ method, path: request.url, type: headers['content-type'], token, body });
    const answer = ANSWERS[new URL(request.url ?? '', url).pathname];
    response.writeHead(answer?.status ?? 400, answer?.headers).end(answer?.body);
  });
});

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => (asked.length = 0));

test.each(Object.keys(ANSWERS))('%s is read as axios reads it', async (path) => {
  for (const ask of [
    (http: typeof ours) => http.get(url + path),
    (http: typeof ours) => http.post(url + path, '{}'),
    (http: typeof ours) => http.delete(url + path),
  ]) {
    const [mine, its] = [await ask(ours), await ask(theirs)];
    expect(mine.status).toBe(its.status);
    expect(mine.data).toEqual(its.data);
    expect(mine.headers['x-ms-continuation-token']).toBe(its.headers['x-ms-continuation-token']);
  }
});

test('requests arrive as those of axios do', async () => {
  const traced = { headers: { traceparent: '00-1-2-01', 'Content-Type': 'application/json' } };
  for (const http of [ours, theirs]) {
    await http.get(`${url}/page?showInput=false`, { headers: { 'x-ms-continuation-token': 'bmV4dA==' } });
    await http.get(`${url}/page`, undefined);
    await http.post(`${url}/started?code=k%2B`, '{"service":"payments-api","note":"é ✓"}', traced);
    await http.post(`${url}/started`, '"text"', { headers: {} });
    await http.post(`${url}/started`, undefined, { headers: {} });
    await http.post(`${url}/gone?reason=by%20hand`);
    await http.delete(`${url}/started`);
  }
  expect(asked).toHaveLength(14);
  expect(asked.slice(0, 7)).toEqual(asked.slice(7));
});

test('an extension that does not answer is an error', async () => {
  const closed = createServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await expect(ours.post(`http://127.0.0.1:${port}/`, '{}')).rejects.toThrow();
});

test('durable-functions asks of the packages in whose place others are bundled no more than those do', () => {
  const root = dirname(entry);
  const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !path.includes('testingUtils'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const uses = (pattern: RegExp) => [...new Set(code.match(pattern))].sort();
  expect(uses(/axios_1\S*|axiosInstance\.\w+/g)).toEqual([
    'axiosInstance.delete',
    'axiosInstance.get',
    'axiosInstance.post',
    'axios_1',
    'axios_1.default.create({',
  ]);
  expect(uses(/\bmoment(?:\.\w+|\()/g)).toEqual(['moment(', 'moment.duration']);
  expect(uses(/validator_1\.\w+/g)).toEqual(['validator_1.isURL']);
  expect(uses(/\blog\.\w+|\bdebug\.\w+/g)).toEqual([]);
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
