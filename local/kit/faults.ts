import { z } from 'zod';

/**
 * - `slow`: answers rightly after `milliseconds`
 * - `error`: `status` (default 500) with the vendor's own error body
 * - `bad-gateway`: 502 with a proxy's HTML
 * - `too-many-requests`: 429 (or `status`) with Retry-After
 * - `reset`: the connection is reset and the request never handled
 * - `reset-after`: the request is handled, then the connection is reset
 * - `truncated`: the body stops half way and the connection closes
 * - `html`: 200 with an HTML page where JSON belongs
 */
export const faultSchema = z.strictObject({
  kind: z.enum(['slow', 'error', 'bad-gateway', 'too-many-requests', 'reset', 'reset-after', 'truncated', 'html']),
  /** Only this HTTP method. */
  method: z.string().optional(),
  /** Only paths (without query) in which this regular expression is found. */
  path: z.string().refine(isRegExp, 'not a regular expression').optional(),
  /** How many requests it hits; without it, until it is cleared. */
  times: z.int().positive().optional(),
  /** So many matching requests pass before it begins. */
  after: z.int().nonnegative().optional(),
  /** Waits so long before anything else; with every kind. */
  milliseconds: z.int().nonnegative().optional(),
  status: z.int().min(400).max(599).optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
  /** GitHub's dispatch with `reset-after`: the run is created, and so visible, only so much later; default 20. */
  showAfterSeconds: z.number().nonnegative().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

interface Entry {
  fault: Fault;
  pattern: RegExp;
  seen: number;
  hits: number;
}

/** The faults switched on in one server. The first that matches a request hits it. */
export class Faults {
  private entries: Entry[] = [];

  /** Replaces all faults. @throws ZodError when one is malformed */
  set(...faults: Fault[]): void {
    this.entries = z
      .array(faultSchema)
      .parse(faults)
      .map((fault) => ({ fault, pattern: new RegExp(fault.path ?? ''), seen: 0, hits: 0 }));
  }

  clear(): void {
    this.entries = [];
  }

  list(): (Fault & { hits: number })[] {
    return this.entries.map(({ fault, hits }) => ({ ...fault, hits }));
  }

  /** The fault for this request, counted as a hit; undefined when it is to be answered rightly. */
  take(method: string, path: string): Fault | undefined {
    for (const entry of this.entries) {
      const { fault, pattern } = entry;
      if ((fault.method && fault.method.toUpperCase() !== method) || !pattern.test(path)) continue;
      entry.seen += 1;
      if (entry.seen <= (fault.after ?? 0) || entry.hits >= (fault.times ?? Infinity)) continue;
      entry.hits += 1;
      return fault;
    }
    return undefined;
  }
}

function isRegExp(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    return false;
  }
}
