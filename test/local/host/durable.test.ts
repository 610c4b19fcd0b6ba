import { HostProcess, TestFolder } from './support/host-process';

const folder = new TestFolder();
let host: HostProcess;

beforeAll(async () => {
  host = await HostProcess.start(folder, { environment: { EFFECTS_TO: folder.file('effects') } });
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

const start = (name: string, id: string, input?: unknown) => host.client('start', { name, id, input });
const raise = (id: string, event: string, data: unknown) => host.client('raise', { id, event, data });

it('takes an event that came before the wait', async () => {
  await start('waiter', 'before');
  await raise('before', 'Go', 1);
  expect((await host.reached('before', 'Completed')).output).toBe(1);
});

it('cancels a timer when the event comes first, and the timer never fires', async () => {
  await start('eventOrTimer', 'event-first', 300);
  await host.reached('event-first', 'Running');
  await raise('event-first', 'Go', 'early');
  expect((await host.reached('event-first', 'Completed')).output).toBe('early');
});

it('goes on with the timer when no event comes', async () => {
  await start('eventOrTimer', 'timer-first', 100);
  expect((await host.reached('timer-first', 'Completed')).output).toBe('timer');
});

it('stays Running while a timer is open, even when the code has returned', async () => {
  await start('leavesTimer', 'open');
  await host.until(async () => (await host.status('open')).customStatus === 'code is over');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await host.status('open')).runtimeStatus).toBe('Running');
  expect((await host.reached('open', 'Completed')).output).toBe('done');
});

it('carries events that nobody took over into the next executions', async () => {
  await start('twoLeftOver', 'left');
  await Promise.all([1, 2, 3, 4].map((data) => raise('left', 'E', data)));
  const { output } = await host.reached('left', 'Completed');
  expect([...output].sort()).toEqual([1, 2, 3, 4]);
});

it('catches a failed activity in Task.all, and ends when the others have ended', async () => {
  await start('allWithFailure', 'all');
  expect((await host.reached('all', 'Completed')).output).toBe('caught');
  expect(folder.lines('effects')).toContain('end slow');
});

it('refuses a second start of an ID while it runs, and starts it anew once it has ended', async () => {
  await start('waiter', 'twice');
  await host.reached('twice', 'Running');
  await expect(start('waiter', 'twice')).rejects.toThrow('409');
  await raise('twice', 'Go', 'one');
  await host.reached('twice', 'Completed');
  await start('waiter', 'twice');
  await host.reached('twice', 'Running');
  await raise('twice', 'Go', 'two');
  expect((await host.reached('twice', 'Completed')).output).toBe('two');
});

it('ignores the outcome of an activity whose instance was terminated', async () => {
  await start('oneEffect', 'ended', { key: 'ended', ms: 300 });
  await host.until(() => folder.lines('effects').includes('begin ended'));
  await host.client('terminate', { id: 'ended', reason: 'enough' });
  expect((await host.reached('ended', 'Terminated')).output).toBe('enough');
  await host.until(() => folder.lines('effects').includes('end ended'));
  expect((await host.status('ended')).runtimeStatus).toBe('Terminated');
});

it('tells the parent that a sub-orchestration was terminated or has an ID in use', async () => {
  await start('parent', 'mother', { name: 'waiter', id: 'daughter' });
  await host.reached('daughter', 'Running');
  await host.client('terminate', { id: 'daughter', reason: 'gone' });
  expect((await host.reached('mother', 'Completed')).output).toMatch(/^caught: gone/);
  await start('waiter', 'taken');
  await host.reached('taken', 'Running');
  await start('parent', 'unlucky', { name: 'child', id: 'taken' });
  expect((await host.reached('unlucky', 'Completed')).output).toMatch(/'taken' already exists and is Running/);
});

it('rewinds a failed instance, which then runs only what had failed', async () => {
  await start('failing', 'rewound');
  await host.reached('rewound', 'Failed');
  await host.client('rewind', { id: 'rewound', reason: 'again' });
  await host.until(async () => (await history('rewound')).some(({ Data }) => Data === 'again'));
  await host.reached('rewound', 'Failed');
  expect((await history('rewound')).map(({ EventType }) => EventType)).toEqual([
    'ExecutionStarted',
    ...['GenericEvent', 'GenericEvent', 'GenericEvent', 'GenericEvent'],
    ...['TaskFailed', 'ExecutionCompleted'],
  ]);
});

it('fails an orchestrator that uses what the host does not do or does not have, and says what', async () => {
  await start('usesEntity', 'entity');
  expect((await host.reached('entity', 'Failed')).output).toMatch(/entities are not supported/);
  await start('dfhttp', 'http', 'http://127.0.0.1:1/');
  expect((await host.reached('http', 'Failed')).output).toMatch(/callHttp is not supported/);
  await start('noSuchActivity', 'nowhere');
  expect((await host.reached('nowhere', 'Failed')).output).toMatch(
    /The function 'nowhere' doesn't exist, is disabled, or is not an activity function/,
  );
});

it('takes a custom status of 16 KB and refuses a longer one', async () => {
  await start('bigStatus', 'fits', 8190);
  expect((await host.reached('fits', 'Completed')).customStatus).toHaveLength(8190);
  await start('bigStatus', 'too-big', 9000);
  expect((await host.reached('too-big', 'Failed')).output).toMatch(
    /must not exceed 16 KB. The current payload size is 17 KB/,
  );
});

it('takes an input of 1 MiB and a history of 2,000 events', async () => {
  await start('waiter', 'large', 'x'.repeat(1024 * 1024));
  await host.reached('large', 'Running');
  expect((await host.client('status', { id: 'large', opts: { showInput: true } })).input).toHaveLength(1024 * 1024);
  await start('chain', 'long', 400);
  expect((await host.reached('long', 'Completed')).output).toBe(400);
});

it('lists by prefix and status, page by page, and purges what has ended', async () => {
  for (const index of [1, 2, 3]) await start('child', `page-${index}`, index);
  for (const index of [1, 2, 3]) await host.reached(`page-${index}`, 'Completed');
  const rpc = await host.rpc();
  const first = await fetch(`${rpc}instances/?instanceIdPrefix=page-&top=2`);
  expect(((await first.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId)).toEqual([
    'page-1',
    'page-2',
  ]);
  const token = first.headers.get('x-ms-continuation-token')!;
  const second = await fetch(`${rpc}instances/?instanceIdPrefix=page-&top=2`, {
    headers: { 'x-ms-continuation-token': token },
  });
  expect(((await second.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId)).toEqual(['page-3']);
  expect(second.headers.get('x-ms-continuation-token')).toBe('');
  expect(await host.client('purge', { id: 'page-1' })).toEqual({ instancesDeleted: 1 });
  await expect(host.status('page-1')).rejects.toThrow('404');
});

it('serves the management URLs with their key, and nobody without it', async () => {
  await start('waiter', 'managed');
  const { body } = await host.call('POST', '/api/start/waiter/managed-2');
  expect((await fetch(body.statusQueryGetUri)).status).toBe(202);
  expect((await fetch(String(body.statusQueryGetUri).replace(/code=.*/, 'code=wrong'))).status).toBe(401);
  const raised = await fetch(String(body.sendEventPostUri).replace('{eventName}', 'Go'), {
    method: 'POST',
    body: '5',
    headers: { 'content-type': 'application/json' },
  });
  expect(raised.status).toBe(202);
  expect((await host.reached('managed-2', 'Completed')).output).toBe(5);
});

it('runs a timer function at start when asked to', async () => {
  await host.until(() => folder.lines('effects').includes('timer ran'));
});

async function history(id: string): Promise<{ EventType: string; Data?: string }[]> {
  const response = await fetch(`${await host.rpc()}instances/${id}?showHistory=true`);
  return ((await response.json()) as { historyEvents: { EventType: string; Data?: string }[] }).historyEvents;
}
