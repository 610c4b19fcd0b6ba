import { activityKey, newMessageKey, recordKey, timerKey } from './keys';
import type { InstanceRecord, Message } from './instance';
import type { StoreOperation } from './store';

/** An activity that is to run; `input` is JSON text. */
export interface ActivityWork {
  instanceId: string;
  executionId: string;
  id: number;
  name: string;
  input: string | null;
}

/** A timer under way; times in ms. */
export interface TimerWork {
  instanceId: string;
  executionId: string;
  id: number;
  fireAt: number;
  createdAt: number;
}

/** What a turn sends out. It is written together with the turn's history and only then carried out. */
export type Effect =
  | { kind: 'activity'; work: ActivityWork }
  | { kind: 'timer'; work: TimerWork }
  | { kind: 'message'; instanceId: string; message: Message }
  | { kind: 'child'; record: InstanceRecord; start: Message };

export function putRecord(record: InstanceRecord): StoreOperation {
  return { type: 'put', key: recordKey(record.instanceId), value: JSON.stringify(record) };
}

export function putMessage(message: Message): StoreOperation {
  const { event, executionId, opening } = message;
  return { type: 'put', key: message.keys[0]!, value: JSON.stringify({ event, executionId, opening }) };
}

export function readMessage(key: string, value: string): Message {
  return { ...(JSON.parse(value) as Omit<Message, 'keys'>), keys: [key] };
}

/** A message with a place in the store. */
export function newMessage(
  instanceId: string,
  event: Message['event'],
  executionId: string | null,
  opening?: boolean,
): Message {
  return { event, executionId, opening, keys: [newMessageKey(instanceId)] };
}

export function operationsOf(effect: Effect): StoreOperation[] {
  switch (effect.kind) {
    case 'activity':
      return [
        { type: 'put', key: activityKey(effect.work.instanceId, effect.work.id), value: JSON.stringify(effect.work) },
      ];
    case 'timer':
      return [
        { type: 'put', key: timerKey(effect.work.instanceId, effect.work.id), value: JSON.stringify(effect.work) },
      ];
    case 'message':
      return [putMessage(effect.message)];
    case 'child':
      return [putRecord(effect.record), putMessage(effect.start)];
  }
}
