import { HostProcess, TestFolder } from './support/host-process';
import type { Json } from './support/json';
import { goldenTest, normalise } from './support/recordings';

let folder: TestFolder;
let host: HostProcess;

beforeEach(() => {
  folder = new TestFolder();
});
afterEach(async () => {
  await host.kill();
  folder.remove();
});

const boot = async (...args: string[]): Promise<void> => {
  host = await HostProcess.start(folder, { args });
};
const begin = ({ name, instanceId, input }: Json) => host.client('start', { name, id: instanceId, input });

goldenTest(
  'crash-worker-kill',
  'words the failure of an activity whose worker died in the same way',
  async ({ log }) => {
    const { status } = log.find(({ m }: Json) => m === 'slow activity that was running');
    await boot('--fault', 'worker-death=slow');
    await begin({ ...status, input: 10 });
    expect(normalise(await host.reached(status.instanceId, 'Failed'))).toEqual(normalise({ ...status, input: 10 }));
  },
);

/** Only when the activity in flight runs again differs: Microsoft's queue shows it again 5 minutes later. */
goldenTest('crash-host-kill', 'brings every instance to the same end after kill -9 and a restart', async ({ log }) => {
  const statusOf = (m: string): Json => log.find((line: Json) => line.m === m).status;
  const [timer, waiter, everything] = ['timer due while down', 'waiter', 'everything'].map(statusOf);
  /** A quarter of the recorder's eight seconds. */
  const slow = { ...statusOf('activity running at the kill'), input: 2000, output: 'slept 2000' };
  const fresh = statusOf('new instance after restart');

  await boot();
  for (const status of [everything, timer, waiter]) await begin(status);
  await host.until(async () => (await host.status(everything.instanceId)).customStatus?.step === 3);
  await begin(slow);
  await host.reached(slow.instanceId, 'Running');
  await host.kill();
  await boot();
  await host.client('raise', { id: waiter.instanceId, event: 'Go', data: waiter.output });
  await begin(fresh);

  for (const theirs of [timer, waiter, slow, fresh])
    expect(normalise(await host.reached(theirs.instanceId, 'Completed'))).toEqual(normalise(theirs));
  /** Two parts of the output are an entity's, which our sample app leaves out. */
  const withoutEntity = { ...everything, output: everything.output.toSpliced(8, 2) };
  expect(normalise(await host.reached(everything.instanceId, 'Completed'))).toEqual(normalise(withoutEntity));
});
