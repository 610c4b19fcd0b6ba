import { type Action, ActionType } from '../../../../local/host/durable/actions';
import { EventType, type HistoryEvent, incoming } from '../../../../local/host/durable/history';
import { type Decision, Ledger } from '../../../../local/host/durable/ledger';

const begin = Date.parse('2026-01-01T00:00:00Z');
const day = 24 * 3600_000;
const activity = (functionName: string): Action => ({ actionType: ActionType.CallActivity, functionName, input: 1 });
const retried = (functionName: string, maxNumberOfAttempts: number): Action => ({
  actionType: ActionType.CallActivityWithRetry,
  functionName,
  retryOptions: { firstRetryIntervalInMilliseconds: 100, maxNumberOfAttempts, backoffCoefficient: 2 },
});
const timer = (afterMs: number, isCanceled = false): Action => ({
  actionType: ActionType.CreateTimer,
  fireAt: new Date(begin + afterMs).toISOString(),
  isCanceled,
});
const wait = (externalEventName: string): Action => ({
  actionType: ActionType.WaitForExternalEvent,
  externalEventName,
});
const any = (...compoundActions: Action[]): Action => ({ actionType: ActionType.WhenAny, compoundActions });
const all = (...compoundActions: Action[]): Action => ({ actionType: ActionType.WhenAll, compoundActions });
const started = incoming(EventType.ExecutionStarted, begin);
const done = (id: number): HistoryEvent =>
  incoming(EventType.TaskCompleted, begin, { TaskScheduledId: id, Result: '1' });
const failed = (id: number): HistoryEvent =>
  incoming(EventType.TaskFailed, begin, { TaskScheduledId: id, Reason: 'r', Details: 'd' });
const fired = (id: number): HistoryEvent => incoming(EventType.TimerFired, begin, { TimerId: id });
const raised = (name: string): HistoryEvent => incoming(EventType.EventRaised, begin, { Name: name, Input: '1' });
const brief = (decisions: Decision[]): string[] =>
  decisions.map(
    (one) => `${one.id} ${one.kind === 'timer' ? `timer +${one.fireAt - begin}` : `${one.kind} ${one.name}`}`,
  );

it('schedules an action when the one before it has completed', () => {
  const ledger = new Ledger();
  expect(brief(ledger.turn([started], begin, [activity('a')]))).toEqual(['0 activity a']);
  expect(brief(ledger.turn([done(0)], begin, [activity('a'), activity('b')]))).toEqual(['1 activity b']);
  expect(ledger.openCount).toBe(1);
});

it('puts a timer between attempts, doubling, and one without delay after the last', () => {
  const ledger = new Ledger();
  const actions = [retried('a', 3)];
  expect(brief(ledger.turn([started], begin, actions))).toEqual(['0 activity a']);
  expect(brief(ledger.turn([failed(0)], begin, actions))).toEqual(['1 timer +100']);
  expect(brief(ledger.turn([fired(1)], begin + 100, actions))).toEqual(['2 activity a']);
  expect(brief(ledger.turn([failed(2)], begin + 100, actions))).toEqual(['3 timer +300']);
  expect(brief(ledger.turn([fired(3)], begin + 300, actions))).toEqual(['4 activity a']);
  expect(brief(ledger.turn([failed(4)], begin + 300, actions))).toEqual(['5 timer +300']);
  expect(brief(ledger.turn([fired(5)], begin + 300, [...actions, activity('b')]))).toEqual(['6 activity b']);
});

it('waits for ten days in pieces of three, and the rest when it is short enough', () => {
  const ledger = new Ledger();
  const actions = [timer(10 * day)];
  expect(brief(ledger.turn([started], begin, actions))).toEqual([`0 timer +${3 * day}`]);
  expect(brief(ledger.turn([fired(0)], begin + 3 * day, actions))).toEqual([`1 timer +${6 * day}`]);
  expect(brief(ledger.turn([fired(1)], begin + 6 * day, actions))).toEqual([`2 timer +${10 * day}`]);
  expect(brief(ledger.turn([fired(2)], begin + 10 * day, [...actions, activity('a')]))).toEqual(['3 activity a']);
});

it('leaves a cancelled timer out of what is open', () => {
  const ledger = new Ledger();
  ledger.turn([started], begin, [any(wait('Go'), timer(1000))]);
  ledger.turn([raised('Go')], begin, [any(wait('Go'), timer(1000, true))]);
  expect(ledger.closeCancelled()).toEqual([0]);
  expect(ledger.openCount).toBe(0);
});

it('goes on after Task.all only when all have ended, even if one has failed', () => {
  const ledger = new Ledger();
  const actions = [all(activity('a'), activity('b'))];
  expect(brief(ledger.turn([started], begin, actions))).toEqual(['0 activity a', '1 activity b']);
  expect(brief(ledger.turn([failed(0)], begin, [...actions, activity('c')]))).toEqual([]);
  expect(brief(ledger.turn([done(1)], begin, [...actions, activity('c')]))).toEqual(['2 activity c']);
});

it('keeps events that nobody has taken, those after continue-as-new among them', () => {
  const ledger = new Ledger();
  ledger.turn([started, raised('Other')], begin, [wait('Go')]);
  ledger.turn([raised('Go'), raised('Go')], begin, [wait('Go'), { actionType: ActionType.ContinueAsNew }]);
  expect(ledger.untakenEvents.map(({ Name }) => Name)).toEqual(['Other', 'Go']);
});

it('fails loudly when the answer names other actions than before', () => {
  const ledger = new Ledger();
  ledger.turn([started], begin, [activity('a')]);
  expect(() => ledger.turn([done(0)], begin, [activity('b')])).toThrow(
    "scheduled an activity task with sequence number 0 named 'a', but the current orchestration replay instead scheduled an activity task named 'b' with this sequence number.  Was a change made",
  );
});

describe('following turns that have run before', () => {
  const scheduled = (id: number, name: string): HistoryEvent => ({
    EventType: EventType.TaskScheduled,
    EventId: id,
    Name: name,
    IsPlayed: false,
    Timestamp: '',
  });
  const timerAt = (id: number): HistoryEvent => ({
    EventType: EventType.TimerCreated,
    EventId: id,
    IsPlayed: false,
    Timestamp: '',
  });

  it('comes to the same place as when they ran', () => {
    const ledger = new Ledger();
    const actions = [retried('a', 2), activity('b')];
    expect(ledger.turn([started], begin, actions, [scheduled(0, 'a')])).toEqual([]);
    expect(ledger.turn([failed(0)], begin, actions, [timerAt(1)])).toEqual([]);
    expect(ledger.turn([fired(1)], begin, actions, [scheduled(2, 'a')])).toEqual([]);
    expect(brief(ledger.turn([done(2)], begin, actions))).toEqual(['3 activity b']);
  });

  it('does what a suspension put off', () => {
    const ledger = new Ledger();
    ledger.turn([started], begin, [retried('a', 2)], [scheduled(0, 'a')]);
    expect(ledger.turn([failed(0)], begin, [retried('a', 2)], [])).toEqual([]);
    expect(brief(ledger.turn([incoming(EventType.ExecutionResumed, begin)], begin, [retried('a', 2)]))).toEqual([
      '1 timer +100',
    ]);
  });

  it('sends out again what a rewind struck out', () => {
    const ledger = new Ledger();
    expect(brief(ledger.turn([started], begin, [all(activity('a'), activity('b'))], [scheduled(1, 'b')]))).toEqual([
      '0 activity a',
    ]);
  });

  it('names a task of the history that the code does not schedule any more', () => {
    const ledger = new Ledger();
    expect(() => ledger.turn([started], begin, [wait('Go')], [scheduled(0, 'a')])).toThrow(
      "scheduled an activity task with sequence ID 0 and name 'a' (version ''), but the current replay execution hasn't (yet?) scheduled this task. Was a change made",
    );
  });
});
