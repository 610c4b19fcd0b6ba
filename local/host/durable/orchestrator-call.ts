import { triggerOf, type TypedData } from '../worker/rpc';
import { asError, type Worker } from '../worker/worker';
import type { OrchestratorAnswer } from './actions';
import type { HistoryEvent } from './history';
import type { Instance } from './instance';

const limits = {
  upperSchemaVersion: 1,
  upperSchemaVersionNew: 3,
  longRunningTimerIntervalDuration: '3.00:00:00',
  maximumShortTimerDuration: '6.00:00:00',
  defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
};
const limitsText = JSON.stringify(limits).slice(1);
const limitsMetadata = Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, text(String(value))]));

/** Before this marker stands what the SDK says to people, after it the orchestrator's state as JSON. */
const stateMarker = '$OutOfProcData$:';

function text(value: string): TypedData {
  return { string: value, data: 'string' };
}

/** .NET's text of a plain value, JSON of the others (the first turns of recordings orchestration-*). */
function inputMetadata(json: string): Record<string, TypedData> {
  if (json === 'null') return {};
  if (/^[[{]/.test(json)) return { input: { json, data: 'json' } };
  const value = JSON.parse(json) as string | number | boolean;
  return { input: text(typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)) };
}

/** Runs the orchestrator once over all of the history. What the orchestrator itself throws comes back as `error` in the answer. */
export async function callOrchestrator(
  worker: Worker,
  instance: Instance,
  newEvents: readonly HistoryEvent[],
): Promise<OrchestratorAnswer> {
  const { record } = instance;
  const target = worker.functions.get(record.name)!;
  const history = newEvents.map((event) => JSON.stringify(event)).join(',');
  const parentInstanceId = record.parent?.OrchestrationInstance.InstanceId ?? null;
  const data =
    `{"history":[${instance.played}${instance.played === '' ? '' : ','}${history}],"input":${record.input ?? 'null'},"instanceId":${JSON.stringify(record.instanceId)},` +
    `"isReplaying":${record.turns > 0},"parentInstanceId":${JSON.stringify(parentInstanceId)},${limitsText}`;
  const metadata: Record<string, TypedData> = {
    ...inputMetadata(record.input ?? 'null'),
    instanceId: text(record.instanceId),
    isReplaying: text(record.turns > 0 ? 'True' : 'False'),
    ...(parentInstanceId === null ? {} : { parentInstanceId: text(parentInstanceId) }),
    ...limitsMetadata,
  };
  const request = worker.request(target, { name: triggerOf(target.metadata).name, data: text(data) }, metadata);
  try {
    const { returnValue } = await worker.invoke(target, request);
    return JSON.parse(returnValue?.json ?? returnValue?.string ?? '') as OrchestratorAnswer;
  } catch (thrown) {
    const { message } = asError(thrown);
    const marker = message.indexOf(stateMarker);
    if (marker === -1) return { isDone: false, actions: [[]], error: message };
    return JSON.parse(message.slice(marker + stateMarker.length)) as OrchestratorAnswer;
  }
}
