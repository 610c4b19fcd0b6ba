import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostProcess, TestFolder } from './support/host-process';

const folder = new TestFolder();
let host: HostProcess;

beforeAll(async () => {
  const app = folder.file('app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "main": "app.cjs" }');
  writeFileSync(
    join(app, 'app.cjs'),
    `const { app } = require(${JSON.stringify(require.resolve('@azure/functions'))});
app.setup({ enableHttpStream: true });
app.http('drip', {
  route: 'drip/{count}',
  handler: (request) => ({
    status: 201,
    headers: { 'content-type': 'text/plain', 'x-query': request.query.get('q') },
    body: (async function* () {
      for (let index = 0; index < Number(request.params.count); index++) {
        yield 'drop ' + index + ';';
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    })(),
  }),
});
app.http('upload', { methods: ['POST'], handler: async (request) => ({ body: String((await request.arrayBuffer()).byteLength) }) });
app.http('broken', { handler: () => { throw new Error('no'); } });`,
  );
  host = await HostProcess.start(folder, { app });
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

it('streams an answer piece by piece when the app asks for streaming', async () => {
  const response = await fetch(`${host.url}/api/drip/3?q=v`);
  expect([response.status, response.headers.get('x-query'), response.headers.get('x-ms-invocation-id')]).toEqual([
    201,
    'v',
    null,
  ]);
  const arrivals: number[] = [];
  let text = '';
  for await (const piece of response.body!) {
    arrivals.push(Date.now());
    text += Buffer.from(piece as Uint8Array).toString();
  }
  expect(text).toBe('drop 0;drop 1;drop 2;');
  expect(arrivals.at(-1)! - arrivals[0]!).toBeGreaterThan(200);
});

it('streams a request to the function, and answers 500 when it throws', async () => {
  const upload = await fetch(`${host.url}/api/upload`, { method: 'POST', body: Buffer.alloc(3_000_000) });
  expect(await upload.text()).toBe('3000000');
  expect((await fetch(`${host.url}/api/broken`)).status).toBe(500);
});
