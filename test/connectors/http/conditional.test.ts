import { createHttp, type VendorRequest } from '../../../src/connectors/http';
import { conditional } from '../../../src/connectors/http/conditional';
import { type Handler, json, StubServer } from '../stub-server';

let server: StubServer;
let http: ReturnType<typeof conditional>;

beforeEach(async () => {
  server = await new StubServer().start();
  http = conditional(createHttp('Acme', { attempt: 5_000, deadline: 5_000, pause: 1, circuitOpen: 1_000 }));
});
afterEach(() => server.close());

const send = (path = '/x', request: Partial<VendorRequest> = {}) =>
  http.send(server.url + path, { what: 'read x', ...request });
const asked = () => server.asked.map(({ headers }) => headers['if-none-match']);
const unchanged: Handler = (_, response) => response.writeHead(304, { etag: 'W/"1"' }).end();
const version = (number: number) => json(200, { number }, { etag: `W/"${number}"`, link: `<${number}>; rel="next"` });

it('what has not changed is answered as before, headers too', async () => {
  server.answers(version(1), unchanged);
  await send();
  const { status, text, headers } = await send();
  expect([status, text, headers.get('link')]).toEqual([200, '{"number":1}', '<1>; rel="next"']);
  expect(asked()).toEqual([undefined, 'W/"1"']);
});

it('what has changed takes the place of what was', async () => {
  server.answers(version(1), version(2), unchanged);
  await send();
  expect((await send()).text).toBe('{"number":2}');
  expect((await send()).text).toBe('{"number":2}');
  expect(asked()).toEqual([undefined, 'W/"1"', 'W/"2"']);
});

it.each([401, 404])('after a %i nothing old is told any more', async (status) => {
  server.answers(version(1), json(status, {}), version(3));
  await send();
  expect((await send()).status).toBe(status);
  expect((await send()).text).toBe('{"number":3}');
  expect(asked()).toEqual([undefined, 'W/"1"', undefined]);
});

it.each<[string, string, Partial<VendorRequest>]>([
  ['another address', '/y', {}],
  ['another form of the same', '/x', { headers: { accept: 'text/html' } }],
  ['what writes', '/x', { method: 'POST' }],
  ['the end of a long text', '/x', { tail: true }],
])('%s is asked for whole', async (_, path, request) => {
  server.answers(version(1));
  await send();
  await send(path, request);
  expect(asked()).toEqual([undefined, undefined]);
});

it('a 304 that was not asked for is handed over as it is', async () => {
  server.answers(unchanged);
  expect((await send()).status).toBe(304);
});

it('it holds no more than a few MiB: the longest not asked for go first, and what is too long is not kept', async () => {
  const long = (length: number): Handler => json(200, 'x'.repeat(length), { etag: 'W/"1"' });
  server.answers(long(256 * 1024 - 2));
  for (let count = 0; count < 16; count++) await send(`/${count}`);
  await send('/0');
  await send('/16');
  server.answers(long(256 * 1024));
  await send('/long');
  server.asked.length = 0;
  for (const path of ['/0', '/1', '/2', '/16', '/long']) await send(path);
  expect(asked()).toEqual(['W/"1"', undefined, 'W/"1"', 'W/"1"', undefined]);
});
