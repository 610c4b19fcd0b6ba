import { randomBytes } from 'node:crypto';

/** A place in a trace: 16 and 8 bytes in hexadecimal. */
export interface SpanPlace {
  traceId: string;
  spanId: string;
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: a later version may have more after the flags; IDs of zeros are none. */
const FORM = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-.*)?$/;

/** The place that a `traceparent` names; undefined where it names none. */
export function placeOf(traceparent: string | undefined): SpanPlace | undefined {
  const [, traceId, spanId] = FORM.exec(traceparent ?? '') ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}

/** Always said to be sampled: what a bot does in a day is few enough to keep. */
export function traceparentOf({ traceId, spanId }: SpanPlace): string {
  return `00-${traceId}-${spanId}-01`;
}

/** A new span under `parent`, or at the head of a trace of its own. */
export function newPlace(parent?: SpanPlace): SpanPlace {
  return { traceId: parent?.traceId ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
}
