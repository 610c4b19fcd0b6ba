import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ClassicLevel } from 'classic-level';
import { EventType, type HistoryEvent } from '../../host/durable/history';
import { completedId, type InstanceRecord, schedules } from '../../host/durable/instance';
import { activityPrefix, messagePrefix, recordPrefix, timerPrefix, turnKey } from '../../host/durable/keys';
import { EFFECTS, OUTPUT } from './played-script';
import { type ScriptHost } from './script-host';

/**
 * Reads the store of a host that has ended, and the journals of its activities, and gives what must not be: an instance that is
 * not over or has another output, a gap in a history, work left over, an effect that is missing or was recorded twice.
 */
export async function auditStore({ store, journals }: ScriptHost, ids: string[], kills: number): Promise<string[]> {
  const db = new ClassicLevel(store, { createIfMissing: false });
  await db.open();
  try {
    const wrong: string[] = [];
    for (const id of ids) wrong.push(...instanceWrong(await recordOf(db, id), id));
    for await (const value of db.values(prefixed(recordPrefix))) {
      const record = JSON.parse(value) as InstanceRecord;
      wrong.push(...(await gapsOf(db, record)).map((gap) => `${record.instanceId}: ${gap}`));
    }
    for (const prefix of [messagePrefix, activityPrefix, timerPrefix])
      for await (const key of db.keys(prefixed(prefix))) wrong.push(`Left over: ${JSON.stringify(key)}`);
    return [...wrong, ...ids.flatMap((id) => journalWrong(join(journals, id), id, kills))];
  } finally {
    await db.close();
  }
}

const prefixed = (prefix: string) => ({ gte: prefix, lt: `${prefix}\u{10ffff}` });

async function recordOf(db: ClassicLevel, id: string): Promise<InstanceRecord | undefined> {
  const text = await db.get(recordPrefix + id);
  return text === undefined ? undefined : (JSON.parse(text) as InstanceRecord);
}

function instanceWrong(record: InstanceRecord | undefined, id: string): string[] {
  if (!record) return [`${id} is not in the store.`];
  const { status, output } = record;
  if (status !== 'Completed') return [`${id} is ${status}: ${output}`];
  return isDeepStrictEqual(JSON.parse(output ?? 'null'), OUTPUT) ? [] : [`${id} came out as ${output}`];
}

/** An ended history: whole turns in a row, IDs without a gap, and everything that was scheduled completed once. */
async function gapsOf(db: ClassicLevel, { instanceId, turns }: InstanceRecord): Promise<string[]> {
  const gaps: string[] = [];
  const events: HistoryEvent[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const text = await db.get(turnKey(instanceId, turn));
    if (text === undefined) return [`turn ${turn} of ${turns} is missing`];
    const inTurn = JSON.parse(text) as HistoryEvent[];
    if (inTurn[0]?.EventType !== EventType.OrchestratorStarted) gaps.push(`turn ${turn} has no beginning`);
    if (inTurn.at(-1)?.EventType !== EventType.OrchestratorCompleted) gaps.push(`turn ${turn} has no end`);
    events.push(...inTurn);
  }
  if ((await db.get(turnKey(instanceId, turns))) !== undefined) gaps.push(`there is a turn after the last`);
  for (const type of [EventType.ExecutionStarted, EventType.ExecutionCompleted]) {
    const count = events.filter(({ EventType }) => EventType === type).length;
    if (count !== 1) gaps.push(`${count} events of type ${type}`);
  }
  const scheduled = events.filter(schedules).map(({ EventId }) => EventId);
  if (!isDeepStrictEqual(scheduled, [...scheduled.keys()])) gaps.push(`scheduled IDs are ${scheduled.join()}`);
  const completed = events.map(completedId).filter((id) => id !== undefined);
  if (!isDeepStrictEqual(completed.sort(ascending), scheduled)) gaps.push(`completed IDs are ${completed.join()}`);
  return gaps;
}

const ascending = (a: number, b: number): number => a - b;

/** Each activity ran, was not run more often than hosts died, and left its effect once. */
function journalWrong(path: string, id: string, kills: number): string[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const count = (line: string): number => lines.filter((one) => one === line).length;
  const known = new Set(EFFECTS.flatMap((key) => [`run ${key}`, `effect ${key}`]));
  return [
    ...EFFECTS.filter((key) => count(`run ${key}`) < 1).map((key) => `${id}: ${key} never ran`),
    ...EFFECTS.filter((key) => count(`run ${key}`) > 1 + kills).map(
      (key) => `${id}: ${key} ran ${count(`run ${key}`)} times, with ${kills} kills`,
    ),
    ...EFFECTS.filter((key) => count(`effect ${key}`) !== 1).map(
      (key) => `${id}: the effect of ${key} was recorded ${count(`effect ${key}`)} times`,
    ),
    ...lines.filter((line) => !known.has(line)).map((line) => `${id}: nobody knows "${line}"`),
  ];
}

/** How often the activities of all instances ran, beyond once each. */
export function rerunsIn({ journals }: ScriptHost): number {
  const lines = readdirSync(journals).flatMap((file) => readFileSync(join(journals, file), 'utf8').split('\n'));
  return lines.filter((line) => line.startsWith('run ')).length - readdirSync(journals).length * EFFECTS.length;
}
