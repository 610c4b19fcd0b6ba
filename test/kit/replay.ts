import { InvocationContext } from '@azure/functions';
import { type OrchestrationHandler } from 'durable-functions';
// @ts-expect-error The SDK ships this for unit tests, without types.
import { createOrchestrator as untyped } from 'durable-functions/lib/src/util/testingUtils';

const createOrchestrator = untyped as (
  orchestrator: OrchestrationHandler,
) => (trigger: object, context: object) => Promise<unknown>;

type Fake = (input: never, call: number) => unknown;

interface World {
  input: unknown;
  instanceId?: string;
  activities: Record<string, Fake>;
  children?: Record<string, Fake>;
  /** Called when the orchestrator waits for an event: what is raised then. Null = nothing more ever happens. */
  event?: (name: string, wait: number) => unknown;
  /** When the next event comes, in ms since 1970; a second later unless told. */
  rings?: () => number;
  start?: string;
}

export interface Replayed {
  /** Every call in order: `openRequest`, `timer`, `wake`. */
  calls: string[];
  /** Inputs by call, in the same order. */
  inputs: unknown[];
  done: boolean;
  output: unknown;
  continuedWith?: unknown;
  /** What the portal showed, each time it changed. */
  statuses: unknown[];
  /** Seconds that passed for the orchestration. */
  seconds: number;
  /** Events that its history has at the end, and their length as JSON. */
  events: number;
  bytes: number;
  /** How long the last turn took: a replay of all of it. */
  milliseconds: number;
}

const START = '2026-03-04T15:00:00.000Z';
const SCHEDULED = { 0: 4, 1: 4, 2: 7 } as Record<number, number>;

/**
 * Runs an orchestrator turn by turn on history in the shape of the Durable extension, replaying it from the first
 * event at each turn as the extension does, so that code which is not deterministic fails here too.
 */
export async function replay(orchestrator: OrchestrationHandler, world: World): Promise<Replayed> {
  const instanceId = world.instanceId ?? 'instance-1';
  let now = Date.parse(world.start ?? START);
  const began = now;
  const event = (EventType: number, fields: object = {}) => ({
    EventType,
    EventId: -1,
    IsPlayed: false,
    Timestamp: new Date(now).toISOString(),
    ...fields,
  });
  const history: object[] = [event(12), event(0, { Name: 'under test', Input: JSON.stringify(world.input) })];
  const result: Replayed = {
    calls: [],
    inputs: [],
    statuses: [],
    done: false,
    output: undefined,
    seconds: 0,
    events: 0,
    bytes: 0,
    milliseconds: 0,
  };
  const counts: Record<string, number> = {};
  const nth = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  let handled = 0;
  let nextId = 0;

  for (let turn = 0; turn < 5_000; turn++) {
    const turned = performance.now();
    const state = await runTurn(orchestrator, { history: [...history], input: world.input, instanceId, turn });
    const actions = state.actions.flat().flatMap((action) => action.compoundActions ?? [action]);
    result.seconds = (now - began) / 1000;
    result.milliseconds = performance.now() - turned;
    result.events = history.length;
    if (state.customStatus !== undefined && state.customStatus !== result.statuses.at(-1))
      result.statuses.push(state.customStatus);
    if (state.isDone) {
      const last = actions.at(-1);
      if (last?.actionType === 4) result.continuedWith = last.input;
      result.bytes = JSON.stringify(history).length;
      return { ...result, done: true, output: state.output };
    }
    const fresh = actions.slice(handled);
    const [action] = fresh;
    handled = actions.length;
    if (fresh.length > 1 && fresh.every(({ actionType }) => actionType < 2)) {
      together(fresh);
      continue;
    }
    if (!action || fresh.length > 1) throw new Error(`Expected one new action, got ${JSON.stringify(fresh)}`);
    const name = action.functionName ?? (action.actionType === 5 ? 'timer' : (action.externalEventName ?? ''));
    result.calls.push(name);
    result.inputs.push(typeof action.input === 'string' ? JSON.parse(action.input) : action.input);
    if (action.actionType === 6) {
      const raised = await world.event?.(name, nth(name));
      if (raised === null || raised === undefined) return result;
      now = Math.max(now + 1_000, world.rings?.() ?? 0);
      history.push(event(13), event(12), event(15, { Name: name, Input: JSON.stringify(raised) }));
      continue;
    }
    const id = nextId++;
    if (action.actionType === 5) {
      history.push(event(10, { EventId: id, FireAt: action.fireAt }), event(13));
      now = Math.max(now, Date.parse(action.fireAt));
      history.push(event(12), event(11, { TimerId: id, FireAt: action.fireAt }));
      continue;
    }
    const fakes = action.actionType === 2 ? world.children : world.activities;
    history.push(
      event(SCHEDULED[action.actionType] ?? 4, { EventId: id, Name: name, InstanceId: action.instanceId }),
      event(13),
    );
    const fake = fakes?.[name];
    if (!fake) throw new Error(`No fake for ${name}`);
    now += 100;
    try {
      const value = await fake(result.inputs.at(-1) as never, nth(name));
      history.push(
        event(12),
        event(action.actionType === 2 ? 8 : 5, { TaskScheduledId: id, Result: JSON.stringify(value ?? null) }),
      );
    } catch (error) {
      history.push(...exhausted(action, id, name, error as Error));
    }
  }
  throw new Error('The orchestration never ends.');

  /** Activities side by side: all are scheduled in one turn, and end in another order, one a turn; one that fails tries all its retries first. */
  function together(calls: Action[]): void {
    const scheduled = calls.map((call) => {
      const { actionType, functionName = '', input } = call;
      const id = nextId++;
      result.calls.push(functionName);
      result.inputs.push(typeof input === 'string' ? (JSON.parse(input) as unknown) : input);
      history.push(event(SCHEDULED[actionType] ?? 4, { EventId: id, Name: functionName }));
      return { id, call, functionName, given: result.inputs.at(-1) };
    });
    now += 100;
    for (const { id, call, functionName, given } of scheduled.reverse()) {
      history.push(event(13));
      try {
        const value = world.activities[functionName]?.(given as never, nth(functionName));
        history.push(event(12), event(5, { TaskScheduledId: id, Result: JSON.stringify(value ?? null) }));
      } catch (error) {
        history.push(...exhausted(call, id, functionName, error as Error));
      }
    }
  }

  /** A failure with retries: each attempt and each pause takes the next ID, as on the real host. */
  function exhausted(
    action: { actionType: number; retryOptions?: { maxNumberOfAttempts: number } },
    id: number,
    name: string,
    error: Error,
  ) {
    const failure = (taskId: number) =>
      event(6, {
        TaskScheduledId: taskId,
        Reason: `Activity function '${name}' failed:  ${error.message}`,
        Details: '',
      });
    const events = [event(12), failure(id)];
    const attempts = action.actionType === 1 ? (action.retryOptions?.maxNumberOfAttempts ?? 1) : 1;
    for (let attempt = 1; attempt < attempts; attempt++) {
      const timer = nextId++;
      const FireAt = new Date(now).toISOString();
      events.push(event(10, { EventId: timer, FireAt }), event(13), event(12), event(11, { TimerId: timer, FireAt }));
      const task = nextId++;
      events.push(event(4, { EventId: task, Name: name }), event(13), event(12), failure(task));
    }
    if (attempts > 1) {
      const timer = nextId++;
      const FireAt = new Date(now).toISOString();
      events.push(event(10, { EventId: timer, FireAt }), event(13), event(12), event(11, { TimerId: timer, FireAt }));
    }
    return events;
  }
}

interface Action {
  actionType: number;
  functionName?: string;
  instanceId?: string;
  externalEventName?: string;
  fireAt: string;
  input?: unknown;
  retryOptions?: { maxNumberOfAttempts: number };
  /** Of what waits for several. */
  compoundActions?: Action[];
}

interface TurnState {
  isDone: boolean;
  actions: Action[][];
  output?: unknown;
  error?: string;
  customStatus?: unknown;
}

/** One turn over all of a history, as the extension asks for it. */
export async function runTurn(
  orchestrator: OrchestrationHandler,
  { history, input, instanceId, turn }: { history: object[]; input: unknown; instanceId: string; turn: number },
): Promise<TurnState> {
  const listener = createOrchestrator(orchestrator);
  const context = new InvocationContext({
    functionName: 'under test',
    invocationId: String(turn),
    logHandler: () => undefined,
  });
  const trigger = {
    history,
    input,
    instanceId,
    isReplaying: turn > 0,
    parentInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  };
  const state: unknown = await listener(trigger, context);
  return (typeof state === 'string' ? JSON.parse(state) : JSON.parse(JSON.stringify(state))) as TurnState;
}
