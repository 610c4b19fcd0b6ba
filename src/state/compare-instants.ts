/** Orders two ISO 8601 times to the last digit that they give (platforms tell microseconds, a Date keeps milliseconds). */
export function compareInstants(a: string, b: string): number {
  const milliseconds = parse(a) - parse(b);
  if (milliseconds !== 0) return milliseconds;
  const [restA, restB] = [beyondMilliseconds(a), beyondMilliseconds(b)];
  const digits = Math.max(restA.length, restB.length);
  return Number(restA.padEnd(digits, '0')) - Number(restB.padEnd(digits, '0'));
}

function parse(time: string): number {
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed)) throw new RangeError(`${JSON.stringify(time)} is not an ISO 8601 time.`);
  return parsed;
}

function beyondMilliseconds(time: string): string {
  return /\.\d{3}(\d+)/.exec(time)?.[1] ?? '';
}
