import { leastMs } from './least-ms';

/** The event loop is never held for longer. */
const MOST_MS = 50;

/** What `run` gives. Throws when it holds the event loop for too long. */
export function notHeld<T>(run: () => T): T {
  let given: { value: T } | undefined;
  const took = leastMs(() => (given = { value: run() }), MOST_MS);
  if (took > MOST_MS) throw new Error(`the event loop was held for ${took.toFixed(0)} ms`);
  return given!.value;
}
