import type { Row } from '../row';
import type { Json } from '../../local/host/support/json';
import { firstLine } from './first-line';

const count = (history: Json[], type: string): number => history.filter(({ EventType }) => EventType === type).length;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const taskRows: Row[] = [
  {
    name: 'Task.any: the event comes first, and the cancelled timer never fires',
    source: 'recording orchestration-everything',
    expected: { runtimeStatus: 'Completed', output: { event: 'go' }, timersCreated: 1, timersFired: 0 },
    run: async (app) => {
      const instance = await app.start('eventOrTimer', hourMs);
      await instance.raise('Go', 'go');
      const { runtimeStatus, output } = await instance.ended();
      const history = await instance.history();
      return {
        runtimeStatus,
        output,
        timersCreated: count(history, 'TimerCreated'),
        timersFired: count(history, 'TimerFired'),
      };
    },
  },
  {
    name: 'Task.any: the timer comes first, and the event is waited for no more',
    source: 'recording orchestration-timeout',
    expected: { runtimeStatus: 'Completed', output: 'timer', timersFired: 1 },
    run: async (app) => {
      const instance = await app.start('eventOrTimer', 1000);
      const { runtimeStatus, output } = await instance.ended();
      return { runtimeStatus, output, timersFired: count(await instance.history(), 'TimerFired') };
    },
  },
  {
    name: 'Task.all throws the failure of one of its tasks',
    source: 'durable-functions 3.5 (WhenAllTask); wording of recording orchestration-failing',
    expected: { runtimeStatus: 'Completed', caught: "Activity function 'fail' failed:  failed on purpose: 2 " },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('allWithOneFailure')).ended();
      return { runtimeStatus, caught: firstLine(output) };
    },
  },
  {
    name: 'retries that are exhausted throw the last failure; a last timer without delay is written',
    source: 'recording orchestration-everything',
    expected: {
      caught: `Activity function 'fail' failed:  failed on purpose: "each time" `,
      tried: 3,
      timersFired: 3,
    },
    run: async (app) => {
      const instance = await app.run('retriesInVain', 3);
      const history = await instance.history();
      return {
        caught: firstLine(await instance.output()),
        tried: count(history, 'TaskFailed'),
        timersFired: count(history, 'TimerFired'),
      };
    },
  },
  {
    name: 'a timer of ten days is begun with a piece of three, and the instance runs on',
    source: 'recording orchestration-longtimer',
    expected: { runtimeStatus: 'Running', timersCreated: 1, timersFired: 0, daysOfFirstPiece: 3, ended: 'Terminated' },
    run: async (app) => {
      const instance = await app.start('waitsTenDays');
      const { runtimeStatus } = await instance.becomes('Running');
      const history = await instance.history();
      const { FireAt, Timestamp } = history.find(({ EventType }) => EventType === 'TimerCreated');
      await instance.terminate('ten days are too long to wait for');
      return {
        runtimeStatus,
        timersCreated: count(history, 'TimerCreated'),
        timersFired: count(history, 'TimerFired'),
        daysOfFirstPiece: Math.round((Date.parse(FireAt) - Date.parse(Timestamp)) / dayMs),
        ended: (await instance.ended()).runtimeStatus,
      };
    },
  },
  {
    name: 'a history of more than 2,000 events is replayed to its end',
    source: 'Durable documentation: a history has no upper limit; events as in recording orchestration-simple',
    expected: { output: 1000, activities: 1000 },
    run: async (app) => {
      const instance = await app.run('waves');
      return { output: await instance.output(), activities: count(await instance.history(), 'TaskCompleted') };
    },
  },
];
