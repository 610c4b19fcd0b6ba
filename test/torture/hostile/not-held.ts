import { leastMs } from '../../kit/least-ms';

let most = Number.MAX_VALUE;

/** @param ms how long the event loop may be held; any time beside other tests, whose garbage is collected on our clock */
export function holdAtMost(ms: number): void {
  most = ms;
}

/** What `run` gives. Throws when it holds the event loop for too long. */
export function notHeld<T>(run: () => T): T {
  let given: { value: T } | undefined;
  const took = leastMs(() => (given = { value: run() }), most);
  if (took > most) throw new Error(`the event loop was held for ${took.toFixed(0)} ms`);
  return given!.value;
}
