import { createServer } from 'node:net';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostProcess, sampleApp, TestFolder } from './support/host-process';

let folder: TestFolder;
const started: HostProcess[] = [];

beforeEach(() => {
  folder = new TestFolder();
});
afterEach(async () => {
  for (const host of started.splice(0)) await host.kill();
  folder.remove();
});

async function boot(options: Parameters<typeof HostProcess.start>[1] = {}): Promise<HostProcess> {
  const host = await HostProcess.start(folder, options);
  started.push(host);
  return host;
}

async function failure(
  options: Parameters<typeof HostProcess.start>[1] = {},
): Promise<{ code: unknown; stderr: string }> {
  const host = HostProcess.spawn(folder, options);
  started.push(host);
  return { code: await host.ended(), stderr: host.stderr.trim() };
}

it('prints ready as its last line and ends cleanly on SIGTERM, after the requests under way', async () => {
  const host = await boot();
  expect(host.stdout.trimEnd().split('\n').at(-1)).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
  const slow = host.call('GET', '/api/slowly');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ended = host.kill('SIGTERM');
  expect((await slow).body).toBe('slept 300 ms');
  expect(await ended).toBe(0);
});

it('makes a function key when the named setting is empty, and prints it', async () => {
  const host = await boot({ args: ['--function-key-setting', 'MY_KEY'] });
  const key = /^function key (\S+) .*MY_KEY/m.exec(host.stdout)![1]!;
  expect((await host.call('GET', `/api/keyed?code=${key}`)).status).toBe(200);
  expect((await host.call('GET', '/api/keyed?code=test-key')).status).toBe(401);
});

it('says in one line that the port is in use, and which setting changes it', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const { port } = blocker.address() as { port: number };
  const { code, stderr } = await failure({ environment: { PORT: String(port) } });
  blocker.close();
  expect([code, stderr]).toEqual([1, `Port ${port} is in use. Set PORT to a free one.`]);
});

it('refuses a store that another process has open, and leaves it unharmed', async () => {
  const first = await boot();
  await first.client('start', { name: 'waiter', id: 'kept' });
  const { code, stderr } = await failure();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The store in .* is in use by another process\. Stop that one, or choose another folder\.$/);
  expect((await first.reached('kept', 'Running')).name).toBe('waiter');
});

it('refuses a store with a damaged file, and changes nothing in it', async () => {
  const first = await boot();
  await first.client('start', { name: 'waiter', id: 'kept', input: 'x'.repeat(100_000) });
  await first.kill('SIGTERM');
  const store = folder.file('store');
  const manifest = readdirSync(store).find((file) => file.startsWith('MANIFEST'))!;
  truncateSync(join(store, manifest), 10);
  const files = (): string[] => readdirSync(store).filter((file) => file !== 'LOG' && file !== 'LOG.old');
  const before = files().map((file) => readFileSync(join(store, file)).toString('base64'));
  const { code, stderr } = await failure();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^The store in .* is damaged \(.*\)\. Nothing was changed\. Restore the folder from a copy, or move it away to begin anew\.$/,
  );
  expect(files().map((file) => readFileSync(join(store, file)).toString('base64'))).toEqual(before);
});

it('refuses a store whose log was cut short, and says how many acknowledged writes are gone', async () => {
  const first = await boot();
  await first.client('start', { name: 'waiter', id: 'kept' });
  await first.reached('kept', 'Running');
  await first.kill();
  const log = readdirSync(folder.file('store')).find((file) => file.endsWith('.log'))!;
  truncateSync(join(folder.file('store'), log), 100);
  const { code, stderr } = await failure();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /has lost its last \d acknowledged writes: a file was cut short\. Restore the folder from a copy, or delete .*ACKNOWLEDGED to go on without them\.$/,
  );
  rmSync(folder.file('store/ACKNOWLEDGED'));
  await boot();
});

it('refuses a store with a table that was cut short', async () => {
  const first = await boot();
  await first.client('start', { name: 'waiter', id: 'kept' });
  await first.reached('kept', 'Running');
  await first.kill();
  await (await boot()).kill();
  const table = readdirSync(folder.file('store')).find((file) => file.endsWith('.ldb'))!;
  truncateSync(join(folder.file('store'), table), 200);
  expect(await failure()).toEqual({
    code: 1,
    stderr: expect.stringMatching(/is damaged \(\d+\.ldb has lost its end\)\. Nothing was changed\./),
  });
});

it('starts over a table that a kill has left unfinished, which belongs to nothing yet', async () => {
  const first = await boot();
  await first.client('start', { name: 'waiter', id: 'kept' });
  await first.reached('kept', 'Running');
  await first.kill();
  writeFileSync(folder.file('store/000999.ldb'), 'half of a table');
  expect((await (await boot()).reached('kept', 'Running')).name).toBe('waiter');
  expect(readdirSync(folder.file('store'))).not.toContain('000999.ldb');
});

it('gives the values of local.settings.json to the app, and the environment wins', async () => {
  const app = folder.file('app');
  mkdirSync(app);
  cpSync(join(sampleApp, 'host.json'), join(app, 'host.json'));
  writeFileSync(join(app, 'package.json'), '{ "main": "functions/*.cjs" }');
  writeFileSync(join(app, 'local.settings.json'), JSON.stringify({ Values: { FROM_FILE: 'file', FROM_BOTH: 'file' } }));
  mkdirSync(join(app, 'functions'));
  const sdk = JSON.stringify(require.resolve('@azure/functions'));
  writeFileSync(
    join(app, 'functions', 'settings.cjs'),
    `require(${sdk}).app.http('settings', { handler: () => ({ jsonBody: [process.env.FROM_FILE, process.env.FROM_BOTH] }) });`,
  );
  const host = await boot({ app, environment: { FROM_BOTH: 'environment' } });
  expect((await host.call('GET', '/api/settings')).body).toEqual(['file', 'environment']);
});

it('names what is wrong with an app that does not load', async () => {
  const app = folder.file('broken');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "main": "dist/*.mjs" }');
  expect(await failure({ app })).toEqual({
    code: 1,
    stderr: expect.stringMatching(/"main" is dist\/\*\.mjs, which matches no file\. Was the app built\?$/),
  });
});

it('leaves an instance of a newer version alone, and runs older ones', async () => {
  const app = folder.file('versioned');
  cpSync(sampleApp, app, { recursive: true });
  for (const file of readdirSync(app).filter((name) => /js$/.test(name)))
    writeFileSync(
      join(app, file),
      readFileSync(join(app, file), 'utf8').replaceAll(
        /(['"])(@azure\/functions|durable-functions)\1/g,
        (_, _quote, name: string) => JSON.stringify(require.resolve(name)),
      ),
    );
  writeFileSync(
    join(app, 'host.json'),
    JSON.stringify({ extensions: { durableTask: { hubName: 'H', defaultVersion: '2' } } }),
  );
  const host = await boot({ app });
  await host.client('start', { name: 'version', id: 'default' });
  await host.client('start', { name: 'version', id: 'older', version: '1.5' });
  await host.client('start', { name: 'version', id: 'newer', version: '10' });
  expect((await host.reached('default', 'Completed')).output).toEqual(['2', 2]);
  expect((await host.reached('older', 'Completed')).output).toEqual(['1.5', 2]);
  expect((await host.status('newer')).runtimeStatus).toBe('Pending');
});
