import { writeFileSync } from 'node:fs';
import { HostProcess, TestFolder } from './support/host-process';
import { findRecording, goldenTest, normalise } from './support/recordings';
import { readTurns, recordedTurns, type Turn } from './support/turns';
import type { Json } from './support/json';

const folder = new TestFolder();
const record = folder.file('record.jsonl');
let host: HostProcess;

beforeAll(async () => {
  host = await HostProcess.start(folder, { environment: { RECORD_TO: record, NONDET_FLAG: folder.file('nondet') } });
});
afterAll(async () => {
  await host.kill();
  folder.remove();
});

const ofInstance = (id: string) => (turn: Turn) => turn.data?.instanceId === id || turn.data?.parentInstanceId === id;
const noActivities = (turn: Turn) => turn.data?.history !== undefined;

/** Drops what cannot be equal: the random instance ID of a run. */
function comparable(turns: Turn[], id: string): unknown {
  const withoutMetadata = turns.map(({ metadata: _, ...turn }) => turn);
  return normalise(JSON.parse(JSON.stringify(withoutMetadata).replaceAll(id, 'ID')));
}

/**
 * Of the first turn, without the copy of the trigger's data that ours leaves out (local/host/README.md). A recording has it of its
 * very first turn only, which in orchestration-early is another instance's.
 */
function expectSameMetadata(ours: Turn[], theirs: Turn[]): void {
  if (theirs[0]!.metadata === '<as in the first turn>') return;
  const entries = Object.entries(theirs[0]!.metadata).filter(([name]) => !name.startsWith('orchestrationTrigger'));
  expect(ours[0]!.metadata).toEqual(Object.fromEntries(entries));
}

async function rpc(method: string, path: string, body?: string): Promise<Json> {
  const response = await fetch(`${await host.rpc()}${path}`, {
    method,
    body,
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Compares turns (of orchestrators) and the status with history; `act` does to our host what was done to Microsoft's. */
async function expectSame(recording: Json, act: (id: string) => Promise<void>, until: string): Promise<void> {
  const id = recording.instanceId as string;
  await act(id);
  await host.reached(id, until);
  const ours = readTurns(record, (turn) => noActivities(turn) && ofInstance(id)(turn));
  const theirs = recordedTurns(recording).filter((turn) => noActivities(turn) && ofInstance(id)(turn));
  expect(comparable(ours, id)).toEqual(comparable(theirs, id));
  expectSameMetadata(ours, theirs);
  const status = await rpc('GET', `instances/${id}?showHistory=true&showHistoryOutput=true&showInput=true`);
  expect(normalise(JSON.parse(JSON.stringify(status).replaceAll(id, 'ID')))).toEqual(
    normalise(JSON.parse(JSON.stringify(recording.status.body).replaceAll(id, 'ID'))),
  );
}

const start = (name: string, body?: string) => (id: string) => rpc('POST', `orchestrators/${name}/${id}`, body);

goldenTest('orchestration-simple', 'says the same to an orchestrator with one activity', (recording) =>
  expectSame(recording, start('simple', '{"a":4,"b":5}'), 'Completed'),
);
goldenTest('orchestration-throwing', 'says the same about an orchestrator that throws', (recording) =>
  expectSame(recording, start('throwing', ''), 'Failed'),
);
goldenTest('orchestration-failing', 'words an uncaught activity failure in the same way', (recording) =>
  expectSame(recording, start('failing', ''), 'Failed'),
);
goldenTest('orchestration-longtimer', 'makes a timer of ten days in pieces of three', (recording) =>
  expectSame(
    recording,
    async (id) => {
      await start('longtimer', '')(id);
      await host.until(async () => (await rpc('GET', `instances/${id}?showHistory=true`)).historyEvents.length === 2);
    },
    'Running',
  ),
);
goldenTest('orchestration-eternal', 'begins a new execution in the same way', (recording) =>
  expectSame(recording, start('eternal', '0'), 'Completed'),
);

goldenTest('orchestration-events', 'hands one event to each execution that continues as new', (recording) =>
  expectSame(
    recording,
    async (id) => {
      await start('eternalEvents', '')(id);
      for (const turns of [1, 3, 5]) {
        await host.until(() => readTurns(record, ofInstance(id)).length === turns);
        await rpc('POST', `instances/${id}/raiseEvent/E`, `"e${(turns - 1) / 2}"`);
      }
    },
    'Completed',
  ),
);

goldenTest('orchestration-early', 'keeps an event that nobody waits for in the history', (recording) =>
  expectSame(
    { ...recording, turns: recording.turns.filter((turn: Json) => turn.function === 'waiter') },
    async (id) => {
      await start('waiter', '"x"')(id);
      for (const [index, [name, data]] of [
        ['Unknown', '1'],
        ['go', '"lower case name"'],
      ].entries()) {
        await host.until(() => readTurns(record, ofInstance(id)).length === index + 1);
        await rpc('POST', `instances/${id}/raiseEvent/${name}`, data);
      }
      await host.until(() => readTurns(record, ofInstance(id)).length === 3);
    },
    'Running',
  ),
);

goldenTest('orchestration-unknown', 'fails an instance of an unknown orchestrator', async (recording) => {
  const id = recording.instanceId as string;
  await start('nosuch', '1')(id);
  await host.reached(id, 'Failed');
  const status = await rpc('GET', `instances/${id}?showHistory=true&showHistoryOutput=true&showInput=true`);
  const withoutNames = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll(/are the known orchestrator functions: [^.]*/g, 'are …'));
  expect(normalise(withoutNames(status))).toEqual(normalise(withoutNames(recording.status.body)));
});

/** Microsoft's host runs the new activity too, and cannot show the history any more; its list of instances shows the end. */
goldenTest('orchestration-nondet', 'gives changed code the same turns, and then fails loudly', async (recording) => {
  const id = recording.instanceId as string;
  await start('nondet', '')(id);
  await host.until(() => readTurns(record, ofInstance(id)).length === 2);
  writeFileSync(folder.file('nondet'), '');
  await rpc('POST', `instances/${id}/raiseEvent/Go`, '1');
  const { output } = await host.reached(id, 'Failed');
  const theirs = recordedTurns(recording).filter(ofInstance(id));
  expect(comparable(readTurns(record, ofInstance(id)), id)).toEqual(comparable(theirs, id));
  const listed = findRecording('sdk-client-calls').calls.find(({ verb }: Json) => verb === 'list').result.result;
  expect(output).toBe(listed.find(({ instanceId }: Json) => instanceId === id).output);
});

/** Entities are left out of our sample app, and outcomes of a fan-out come in any order: compared up to the fan-out. */
async function expectSameEverything(recording: Json, act: (id: string) => Promise<void>): Promise<void> {
  const id = recording.instanceId as string;
  await start('everything', JSON.stringify(recording.status.body.input))(id);
  await act(id);
  const { output } = await host.reached(id, 'Completed');
  const untilFanOut = (turns: Turn[]) =>
    turns.filter(
      (turn) => !turn.data?.history?.some((event: Json) => event.EventId >= 14 || event.TaskScheduledId >= 14),
    );
  const ours = untilFanOut(readTurns(record, (turn) => noActivities(turn) && ofInstance(id)(turn)));
  const theirs = untilFanOut(recordedTurns(recording).filter((turn) => noActivities(turn) && ofInstance(id)(turn)));
  expect(ours.length).toBeGreaterThan(15);
  expect(comparable(ours, id)).toEqual(comparable(theirs, id));
  expectSameMetadata(ours, theirs);
  const withoutEntity = recording.status.body.output.toSpliced(8, 2);
  expect(normalise(output.slice(0, 8))).toEqual(normalise(withoutEntity.slice(0, 8)));
  expect(output.at(-1)).toEqual(withoutEntity.at(-1));
}

goldenTest(
  'orchestration-everything',
  'says the same in activities, retries, sub-orchestrations and timers',
  (recording) =>
    expectSameEverything(recording, async (id) => {
      await host.until(async () => (await host.status(id)).customStatus?.step === 3);
      await rpc('POST', `instances/${id}/raiseEvent/Go`, '{"go":"ü"}');
    }),
);
goldenTest('orchestration-timeout', 'says the same when no event comes before the timer fires', (recording) =>
  expectSameEverything(recording, async () => undefined),
);
