import { z } from 'zod';

/**
 * - `ratelimited`: 429 with Retry-After
 * - `http`: `status` (default 500) instead of an answer
 * - `error`: 200 with `ok: false` and `error`, nothing done
 * - `slow`: answers rightly after `milliseconds`
 * - `reset`: the connection is reset and nothing done
 * - `reset-after`: the call is carried out, then the connection is reset
 */
export const apiFaultSchema = z.strictObject({
  kind: z.enum(['ratelimited', 'http', 'error', 'slow', 'reset', 'reset-after']),
  /** The Web API method it hits; without it, all of them. */
  method: z.string().optional(),
  /** How many calls it hits; without it, until it is cleared. */
  times: z.int().positive().optional(),
  /** So many matching calls pass before it begins. */
  after: z.int().nonnegative().optional(),
  /** Of the matching calls, evenly spread; without it, all. */
  share: z.number().gt(0).max(1).optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
  status: z.int().min(400).max(599).optional(),
  error: z.string().optional(),
  milliseconds: z.int().nonnegative().optional(),
});
export type ApiFault = z.infer<typeof apiFaultSchema>;

/** The faults switched on in the Web API. The first that matches a call hits it. */
export class ApiFaults {
  private entries: { fault: ApiFault; seen: number; hits: number }[] = [];

  /** Replaces all faults. @throws ZodError when one is malformed */
  set(...faults: ApiFault[]): void {
    this.entries = z
      .array(apiFaultSchema)
      .parse(faults)
      .map((fault) => ({ fault, seen: 0, hits: 0 }));
  }

  clear(): void {
    this.entries = [];
  }

  list(): (ApiFault & { hits: number })[] {
    return this.entries.map(({ fault, hits }) => ({ ...fault, hits }));
  }

  /** The fault for this call, counted as a hit. */
  take(method: string): ApiFault | undefined {
    for (const entry of this.entries) {
      const { fault } = entry;
      if (fault.method !== undefined && fault.method !== method) continue;
      entry.seen += 1;
      if (entry.seen <= (fault.after ?? 0) || entry.hits >= (fault.times ?? Infinity)) continue;
      const counted = entry.seen - (fault.after ?? 0);
      const { share = 1 } = fault;
      if (Math.floor(counted * share) === Math.floor((counted - 1) * share)) continue;
      entry.hits += 1;
      return fault;
    }
    return undefined;
  }
}
