import { type Health } from './health-of';

/** Share of requests that may fail before a service counts as troubled, 0 to 1. */
const TROUBLED = 0.01;

/** 0 is well, more is worse. */
export function severity({ instancesUp, errorRatio }: Health, alerts: number): number {
  if (instancesUp === 0) return 3;
  if (alerts > 0 || (errorRatio ?? 0) > TROUBLED) return 2;
  return instancesUp === null && errorRatio === null ? 1 : 0;
}

export const LIGHTS = ['🟢', '⚪', '🟠', '🔴'];

/** e.g. `3 up · 0.2 % errors · p95 180 ms`. */
export function sayHealth({ instancesUp, errorRatio, p95Seconds }: Health): string {
  const words = [
    instancesUp === null ? [] : [instancesUp === 0 ? 'down' : `${instancesUp} up`],
    errorRatio === null ? [] : [`${figure(errorRatio * 100)} % errors`],
    p95Seconds === null ? [] : [`p95 ${duration(p95Seconds)}`],
  ].flat();
  return words.join(' · ') || 'not measured';
}

function duration(seconds: number): string {
  return seconds < 1 ? `${figure(seconds * 1000)} ms` : `${figure(seconds)} s`;
}

/** Two digits that count, without an exponent. */
function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(value >= 100 ? 3 : 2))) : 'many';
}
