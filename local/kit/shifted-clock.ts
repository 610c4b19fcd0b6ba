const RealDate = Date;
let shift = 0;

/** Moves this process's clock to so many milliseconds from the real one. Timers go on as they are. */
export function shiftClock(milliseconds: number): void {
  shift = milliseconds;
  globalThis.Date = milliseconds === 0 ? RealDate : ShiftedDate;
}

const ShiftedDate = new Proxy(RealDate, {
  construct: (target, given: ConstructorParameters<DateConstructor>) =>
    given.length > 0 ? new target(...given) : new target(target.now() + shift),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() + shift : (Reflect.get(target, name, receiver) as unknown),
});

/** Preloaded (`NODE_OPTIONS=--import=…`), a process begins with its clock moved. */
const FROM_START = 'COUNTERSIGN_CLOCK_SHIFT_MS';
if (process.env[FROM_START]) shiftClock(Number(process.env[FROM_START]));

/** Settings for a child process whose clock is moved like this one's. Needs a build. */
export function withShiftedClock(milliseconds: number): Record<string, string> {
  return {
    NODE_OPTIONS: `--import=file://${process.cwd()}/.build/shifted-clock.mjs`,
    [FROM_START]: String(milliseconds),
  };
}
