import { newId } from '../function-app';
import type { Row } from '../row';

const mebibyte = 1024 * 1024;

export const instanceRows: Row[] = [
  {
    name: 'a second start of an ID that runs is refused, and the first goes on',
    source: 'recordings sdk-client-calls, durable-start-duplicate-running',
    expected: {
      error:
        'The operation failed with an unexpected status code: 409. Details: {"Message":"An Orchestration instance with the status Running already exists."}',
      output: ['go'],
    },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go']);
      await instance.becomes('Running');
      const { text } = await app.tryStart('echoesInput', instance.id, 'second');
      await instance.raise('Go', 'go');
      return { error: JSON.parse(text).error, output: (await instance.ended()).output };
    },
  },
  {
    name: 'an ID whose instance has ended is started anew',
    source: 'recording durable-start-ended-id',
    expected: { first: 'one', second: 'two', input: 'two' },
    run: async (app) => {
      const id = newId();
      const first = (await (await app.start('echoesInput', 'one', id)).ended()).output;
      const again = await app.start('echoesInput', 'two', id);
      const second = await again.until('the second has ended', ({ runtimeStatus, input }) => {
        return runtimeStatus === 'Completed' && input === 'two';
      });
      return { first, second: second.output, input: second.input };
    },
  },
  {
    name: 'terminated while an activity runs: it has ended at once, and stays so when the activity is done',
    source: 'recording durable-terminate; Durable documentation: activities in flight run to their end',
    expected: {
      terminate: 202,
      status: ['Terminated', 'enough ü'],
      later: ['Terminated', 'enough ü'],
      again: 410,
      activityOutcomes: 0,
    },
    run: async (app) => {
      const instance = await app.start('sleeps', 1500);
      await instance.until('the activity is called', ({ customStatus }) => customStatus === 'asleep');
      const terminate = await instance.terminate('enough ü');
      const { runtimeStatus, output } = await instance.ended();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const later = await instance.status();
      return {
        terminate,
        status: [runtimeStatus, output],
        later: [later.runtimeStatus, later.output],
        again: await instance.terminate('again'),
        activityOutcomes: (await instance.history()).filter(({ EventType }) => EventType === 'TaskCompleted').length,
      };
    },
  },
  {
    name: 'a suspended instance keeps events and goes on when it is resumed',
    source: 'recording durable-suspend-resume',
    expected: {
      suspend: 202,
      reason: 'why',
      again: 500,
      raised: 202,
      still: 'Suspended',
      resume: 202,
      output: ['while suspended'],
      suspendEnded: 410,
      resumeEnded: 410,
      suspendUnknown: 404,
    },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go']);
      await instance.until('it waits', ({ customStatus }) => customStatus === 'Go');
      const suspend = await instance.suspend('why');
      const { output: reason } = await instance.becomes('Suspended');
      const again = await instance.suspend('again');
      const raised = await instance.raise('Go', 'while suspended');
      const still = (await instance.status()).runtimeStatus;
      const resume = await instance.resume('go');
      const { output } = await instance.ended();
      return {
        ...{ suspend, reason, again, raised, still, resume, output },
        suspendEnded: await instance.suspend('ended'),
        resumeEnded: await instance.resume('ended'),
        suspendUnknown: await instance.unknown().suspend('nobody'),
      };
    },
  },
  {
    name: 'only an instance that has ended can be purged, and then it is gone',
    source: 'recording durable-purge',
    expected: {
      running: 412,
      ended: { status: 200, body: '{"instancesDeleted":1}' },
      status: 404,
      again: 404,
    },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go']);
      await instance.becomes('Running');
      const running = (await instance.purge()).status;
      await instance.raise('Go', 1);
      await instance.ended();
      const ended = await instance.purge();
      return { running, ended, status: await instance.statusCode(), again: (await instance.purge()).status };
    },
  },
  {
    name: 'an input of 1 MiB goes through orchestrator and activity and comes back whole',
    source: 'Durable documentation: payloads too large for a queue are kept as blobs',
    expected: { runtimeStatus: 'Completed', input: mebibyte, output: mebibyte, same: true },
    run: async (app) => {
      const text = '0123456789abcdef'.repeat(mebibyte / 16);
      const { runtimeStatus, input, output } = await (await app.start('echoesInput', text)).ended();
      return { runtimeStatus, input: input.length, output: output.length, same: input === text && output === text };
    },
  },
  {
    name: 'a custom status of 16 KB is taken, a longer one fails the orchestrator',
    source:
      'Durable documentation, "Custom status"; source of the extension (MessagePayloadDataConverter): whole KB of UTF-16',
    expected: { atLimit: ['Completed', 8190], over: ['Failed', true] },
    run: async (app) => {
      const fits = await (await app.start('longCustomStatus', 8190)).ended();
      const over = await (await app.start('longCustomStatus', 8191 + 512)).ended();
      return {
        atLimit: [fits.runtimeStatus, fits.customStatus?.length],
        over: [over.runtimeStatus, /must not exceed 16 KB/.test(String(over.output))],
      };
    },
  },
];
