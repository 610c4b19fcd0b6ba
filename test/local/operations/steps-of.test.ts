import { instanceOf } from '../../../local/operations/instance-of';
import { stepsOf } from '../../../local/operations/steps-of';

const at = (second: number) => new Date(Date.UTC(2026, 2, 4, 10, 0, second)).toISOString();
const work = (name: string, from: number, to: number, over = {}) => ({
  EventType: 'TaskCompleted',
  FunctionName: name,
  ScheduledTime: at(from),
  Timestamp: at(to),
  ...over,
});
const now = Date.parse(at(100));

test('work is a bar from when it was asked to when it was done, and what lies between is a wait', () => {
  const steps = stepsOf(
    [
      { EventType: 'ExecutionStarted', FunctionName: 'runCommand', Timestamp: at(0) },
      work('planCommand', 0, 2, { Result: { kind: 'planned' } }),
      { EventType: 'EventRaised', Name: 'wake', Timestamp: at(60), Input: {} },
      { EventType: 'TaskFailed', FunctionName: 'startAction', ScheduledTime: at(60), Timestamp: at(61), Reason: 'no' },
      { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed', Timestamp: at(61), Result: null },
    ],
    { now, going: false },
  );
  expect(steps.map(({ kind, label, state, from, to }) => [kind, label, state, (to - from) / 1000])).toEqual([
    ['mark', 'started', 'done', 0],
    ['work', 'planCommand', 'done', 2],
    ['wait', 'waited', 'done', 58],
    ['mark', 'event wake', 'done', 0],
    ['work', 'startAction', 'failed', 1],
    ['mark', 'ended', 'done', 0],
  ]);
  expect(steps[0]?.left).toBe(0);
  expect(steps.at(-1)?.right).toBe(1);
  expect(steps.every(({ left, right }) => left <= right)).toBe(true);
  const width = (index: number) => steps[index]!.right - steps[index]!.left;
  expect(width(2)).toBeGreaterThan(width(1));
  // 29 times as long, and still to be seen beside it.
  expect(width(2)).toBeLessThan(3 * width(1));
});

test('what has not come back, and what it waits for, reach until now', () => {
  const scheduled = { EventType: 'TaskScheduled', FunctionName: 'pollAction', Timestamp: at(90) };
  expect(stepsOf([scheduled], { now, going: true })).toMatchObject([
    { label: 'pollAction', state: 'going', to: now, left: 0, right: 1 },
  ]);
  expect(stepsOf([work('tallyVotes', 1, 2)], { now, going: true })).toMatchObject([
    { label: 'tallyVotes' },
    { kind: 'wait', label: 'waits', state: 'going', to: now },
  ]);
});

test('a timer that rang is one mark; one that has not is a wait', () => {
  const created = { EventType: 'TimerCreated', Timestamp: at(1), FireAt: at(50) };
  const rang = { EventType: 'TimerFired', Timestamp: at(1), FireAt: at(50) };
  expect(stepsOf([created, rang], { now, going: false })).toMatchObject([
    { label: 'timer rang', from: Date.parse(at(50)) },
  ]);
  expect(stepsOf([created], { now: Date.parse(at(20)), going: true })).toMatchObject([
    { kind: 'wait', label: 'timer', state: 'going', to: Date.parse(at(20)) },
  ]);
});

test('a history of one moment, or of none, is drawn too', () => {
  expect(stepsOf([], { now, going: false })).toEqual([]);
  expect(stepsOf([work('x', 1, 1)], { now, going: false })).toMatchObject([{ left: 0, right: 0 }]);
});

const status = (over: object) => ({
  ...{ name: 'runCommand', instanceId: 'abc', runtimeStatus: 'Running', customStatus: 'waits', output: null },
  ...{ createdTime: at(0), lastUpdatedTime: at(1), input: null },
  ...over,
});
const company = { people: [{ id: 'alice', name: 'Alice', accounts: { slack: 'U0ALICE' }, groups: [] }] } as never;

test('a command is told with its line, its target and who asked', () => {
  const input = {
    ...{ text: '/deploy x v1 staging', command: 'deploy', args: { service: 'x', environment: 'staging' } },
    origin: { platform: 'slack', account: 'U0ALICE' },
  };
  expect(instanceOf(status({ input }), company)).toMatchObject({
    ...{ line: '/deploy x v1 staging', command: 'deploy', service: 'x', environment: 'staging', asker: 'alice' },
    ...{ state: 'going', status: 'waits' },
  });
  const inner = status({ name: 'followRun', input: { request: input } });
  expect(instanceOf(inner, company)).toMatchObject({ service: 'x', asker: 'alice' });
  expect(instanceOf(inner, company).line).toBeUndefined();
});

test.each([null, 'text', 7, [], { text: {}, command: [], args: null, origin: 'x' }])(
  'an input of any shape is told as what it is: %j',
  (input) => {
    const told = instanceOf(status({ input, customStatus: { a: 1 } }), company);
    expect(told).toMatchObject({ line: '', command: 'not understood', status: '' });
    expect(told.service).toBeUndefined();
  },
);
