import { type HistoryEvent } from '../durable-client';
import { type Step } from './page/model';

type Bare = Omit<Step, 'left' | 'right'>;

/** Shorter than this is the engine's own work between two steps. */
const WAIT_MS = 400;
/** Spans grow in the drawing by the logarithm of their length over this. */
const UNIT_MS = 50;

/**
 * What an instance did and waited for, as bars on one axis. The axis is not to scale: an approval takes minutes and what comes of it
 * milliseconds, and both are to be seen; order and overlap are kept.
 */
export function stepsOf(history: HistoryEvent[], { now, going }: { now: number; going: boolean }): Step[] {
  const fired = new Set(history.filter(({ EventType }) => EventType === 'TimerFired').map(({ FireAt }) => FireAt));
  const bare = history.flatMap((event) => stepOf(event, fired, now)).sort((a, b) => a.from - b.from || a.to - b.to);
  return placed(withWaits(bare, going ? now : undefined));
}

function stepOf(event: HistoryEvent, fired: Set<string | undefined>, now: number): Bare[] {
  const at = Date.parse(event.Timestamp);
  const asked = event.ScheduledTime ? Date.parse(event.ScheduledTime) : at;
  const label = event.FunctionName ?? '';
  const work = (state: Step['state'], to: number, detail?: unknown): Bare[] => [
    { kind: 'work', label, state, from: asked, to, detail },
  ];
  const mark = (words: string, state: Step['state'] = 'done', detail?: unknown): Bare[] => [
    { kind: 'mark', label: words, state, from: at, to: at, detail },
  ];
  switch (event.EventType) {
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
      return work('done', at, event.Result);
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return work('failed', at, event.Reason ?? event.Details);
    case 'TaskScheduled':
    case 'SubOrchestrationInstanceCreated':
      return work('going', now);
    case 'TimerCreated': {
      if (fired.has(event.FireAt)) return [];
      const due = Date.parse(event.FireAt ?? event.Timestamp);
      return [{ kind: 'wait', label: 'timer', state: due > now ? 'going' : 'done', from: at, to: Math.min(due, now) }];
    }
    case 'TimerFired': {
      // Its own time is when it was set: the message lay hidden until it was due.
      const due = Date.parse(event.FireAt ?? event.Timestamp);
      return [{ kind: 'mark', label: 'timer rang', state: 'done', from: due, to: due }];
    }
    case 'EventRaised':
      return mark(`event ${event.Name ?? ''}`, 'done', event.Input);
    case 'ExecutionStarted':
      return mark('started');
    case 'ExecutionTerminated':
      return mark('ended by an operator', 'failed', event.Input);
    case 'ExecutionCompleted':
      if (event.OrchestrationStatus === 'Terminated') return [];
      return mark('ended', event.OrchestrationStatus === 'Completed' ? 'done' : 'failed', event.Result);
    default:
      return mark(event.EventType);
  }
}

/** Between two steps in which nothing was done it waited; `until` is now, where it still goes. */
function withWaits(steps: Bare[], until: number | undefined): Bare[] {
  const found: Bare[] = [];
  let reached = steps[0]?.from ?? 0;
  for (const step of steps) {
    if (step.from - reached > WAIT_MS)
      found.push({ kind: 'wait', label: 'waited', state: 'done', from: reached, to: step.from });
    found.push(step);
    reached = Math.max(reached, step.to);
  }
  if (until !== undefined && until - reached > WAIT_MS)
    found.push({ kind: 'wait', label: 'waits', state: 'going', from: reached, to: until });
  return found;
}

function placed(steps: Bare[]): Step[] {
  const times = [...new Set(steps.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const places = new Map<number, number>();
  let width = 0;
  times.forEach((time, index) => {
    if (index > 0) width += Math.log1p((time - times[index - 1]!) / UNIT_MS);
    places.set(time, width);
  });
  const place = (time: number) => (width === 0 ? 0 : places.get(time)! / width);
  return steps.map((step) => ({ ...step, left: place(step.from), right: place(step.to) }));
}
