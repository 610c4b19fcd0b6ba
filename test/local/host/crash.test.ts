import { HostProcess, TestFolder } from './support/host-process';

let folder: TestFolder;
let host: HostProcess;

beforeEach(() => {
  folder = new TestFolder();
});
afterEach(async () => {
  await host.kill();
  folder.remove();
});

const boot = async (...args: string[]): Promise<HostProcess> => {
  host = await HostProcess.start(folder, { args, environment: { EFFECTS_TO: folder.file('effects') } });
  return host;
};
const count = (line: string): number => folder.lines('effects').filter((one) => one === line).length;

it('runs an activity again that was running at kill -9', async () => {
  await boot();
  await host.client('start', { name: 'oneEffect', id: 'a', input: { key: 'a', ms: 300 } });
  await host.until(() => count('begin a') === 1);
  await host.kill();
  await boot();
  expect((await host.reached('a', 'Completed')).output).toBe('a');
  expect([count('begin a'), count('end a')]).toEqual([2, 1]);
});

it('fires a timer late that fell due while no host ran, and goes on waiting for an event', async () => {
  await boot();
  await host.client('start', { name: 'timer', id: 't', input: 2000 });
  await host.client('start', { name: 'waiter', id: 'w', input: 1 });
  await host.reached('t', 'Running');
  await host.reached('w', 'Running');
  await host.kill();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await boot();
  expect((await host.reached('t', 'Completed')).output).toBe('fired');
  expect((await host.status('w')).runtimeStatus).toBe('Running');
  await host.client('raise', { id: 'w', event: 'Go', data: 'after' });
  expect((await host.reached('w', 'Completed')).output).toBe('after');
});

it('keeps an event whose raising was acknowledged', async () => {
  await boot();
  await host.client('start', { name: 'waiter', id: 'w' });
  await host.client('raise', { id: 'w', event: 'Go', data: 7 });
  await host.kill();
  await boot();
  expect((await host.reached('w', 'Completed')).output).toBe(7);
});

/** The whole list of points is walked by the conformance suite; here a sample of each kind. */
it.each([
  'store:1:after',
  'store:2:before',
  'store:4:after',
  'store:9:before',
  'store:14:after',
  'invocation:3:before',
  'invocation:6:after',
  'invocation:12:before',
])('ends right after a kill at %s', async (point) => {
  host = HostProcess.spawn(folder, {
    args: ['--crash-at', point],
    environment: { EFFECTS_TO: folder.file('effects') },
  });
  await host.until(() => host.stdout.includes('ready'));
  host.url = /ready (.*)/.exec(host.stdout)![1]!;
  const began = host.call('POST', '/api/op/start', { name: 'script', id: 's' }).catch(() => undefined);
  const crashed = host.ended();
  await began;
  const raised = (async () => {
    while (
      (await host.client('raise', { id: 's', event: 'Go', data: 'go' }).then(
        () => true,
        () => false,
      )) === false &&
      host.stderr !== 'x'
    ) {
      if ((await Promise.race([crashed, Promise.resolve('runs')])) !== 'runs') return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return true;
  })();
  expect(await crashed).toBe('SIGKILL');
  await raised;
  await boot();
  if (!(await host.status('s').catch(() => undefined))) await host.client('start', { name: 'script', id: 's' });
  if ((await host.status('s')).runtimeStatus !== 'Completed')
    await host.client('raise', { id: 's', event: 'Go', data: 'go' });
  expect((await host.reached('s', 'Completed')).output).toEqual([
    's/first',
    5,
    'child of "s"',
    expect.stringMatching(/second time/),
    'go',
  ]);
  for (const name of ['first', 'fan-0', 'fan-1', 'fan-2', 'fan-3', 'fan-4'])
    expect(count(`end s/${name}`)).toBeGreaterThan(0);
});

it('loses the answer of an activity whose worker dies, and does not run it again', async () => {
  await boot('--fault', 'worker-death=effect');
  await host.client('start', { name: 'oneEffect', id: 'dead', input: { key: 'd' } });
  const { output } = await host.reached('dead', 'Failed');
  expect(output).toMatch(
    /^Orchestrator function 'oneEffect' failed: Activity function 'effect' failed: node exited with code 137 \(0x89\) \n \{"\$type":"Microsoft.Azure.WebJobs.Script.Workers.WorkerProcessExitException/,
  );
  expect(count('end d')).toBe(1);
});

it('lets an activity called with retry options survive the death of its worker', async () => {
  await boot('--fault', 'worker-death=effect');
  await host.client('start', { name: 'retriedEffect', id: 'retried', input: { key: 'r' } });
  expect((await host.reached('retried', 'Completed')).output).toBe('r');
  expect(count('end r')).toBe(2);
});

it('delivers an activity twice and counts its first outcome only', async () => {
  await boot('--fault', 'redeliver=effect:100', '--log-level', 'information');
  await host.client('start', { name: 'oneEffect', id: 'again', input: { key: 'g' } });
  expect((await host.reached('again', 'Completed')).output).toBe('g');
  await host.until(() => count('end g') === 2);
  await host.until(() => host.stderr.includes('is ignored'));
});

it('runs an activity that was under way at kill -9 late, where told so, and goes on with all else', async () => {
  await boot();
  await host.client('start', { name: 'oneEffect', id: 'late', input: { key: 'l', ms: 400 } });
  await host.client('start', { name: 'waiter', id: 'w' });
  await host.until(() => count('begin l') === 1);
  await host.kill();
  await boot('--fault', 'late-restart=1500');
  await host.client('raise', { id: 'w', event: 'Go', data: 1 });
  await host.reached('w', 'Completed');
  expect(count('begin l')).toBe(1);
  expect((await host.reached('late', 'Completed')).output).toBe('l');
  expect([count('begin l'), count('end l')]).toEqual([2, 1]);
});

it('lets every activity die once with its worker', async () => {
  await boot('--fault', 'worker-death=*');
  await host.client('start', { name: 'retriedEffect', id: 'all', input: { key: 'a' } });
  expect((await host.reached('all', 'Completed')).output).toBe('a');
  expect(count('end a')).toBe(2);
});
