/**
 * Keys of the store. Instance IDs hold no control character, so that NUL parts the pieces of a key:
 * `i` record of an instance, `h` events of one turn, `m` message that waits for a turn, `a` activity and `t` timer under way.
 */
const separator = '\0';
const pad = (value: number, digits: number): string => value.toString(36).padStart(digits, '0');

export const recordPrefix = 'i';
export const messagePrefix = 'm';
export const activityPrefix = 'a';
export const timerPrefix = 't';

/** How many writes the store has seen. */
export const writeCountKey = 'w';

export function recordKey(instanceId: string): string {
  return recordPrefix + instanceId;
}

export function turnKey(instanceId: string, turn: number): string {
  return `h${instanceId}${separator}${pad(turn, 6)}`;
}

export function activityKey(instanceId: string, id: number): string {
  return `${activityPrefix}${instanceId}${separator}${pad(id, 6)}`;
}

export function timerKey(instanceId: string, id: number): string {
  return `${timerPrefix}${instanceId}${separator}${pad(id, 6)}`;
}

let lastTime = 0;
let counter = 0;

/** Keys of messages come out in the order in which they were made, also over restarts. */
export function newMessageKey(instanceId: string): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  }
  return `${messagePrefix}${instanceId}${separator}${pad(lastTime, 9)}${pad(counter++, 5)}`;
}

/** The instance that a message key belongs to. */
export function instanceOfMessageKey(key: string): string {
  return key.slice(messagePrefix.length, key.indexOf(separator));
}
