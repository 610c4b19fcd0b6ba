import { type Context } from 'hono';
import { streamSSE } from 'hono/streaming';

export interface LiveSource<S, C> {
  snapshot: () => S;
  /** @returns what ends it */
  subscribe: (listener: (change: C) => void) => () => void;
}

const heartbeatMs = 15_000;
const retryMs = 500;

/**
 * Server-sent events: `snapshot` first, then each `change` as it happens. Whoever reconnects gets a new snapshot, so that
 * nothing needs to be kept for those who are away.
 */
export function liveStream<S, C>(c: Context, { snapshot, subscribe }: LiveSource<S, C>): Response {
  return streamSSE(c, async (stream) => {
    const send = (event: string, data: unknown) => void stream.writeSSE({ event, data: JSON.stringify(data) });
    await stream.write(`retry: ${retryMs}\n\n`);
    send('snapshot', snapshot());
    const end = subscribe((change) => send('change', change));
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    await new Promise<void>((resolve) => stream.onAbort(resolve));
    clearInterval(heartbeat);
    end();
  });
}
