import { telemetry } from './telemetry';

interface Received {
  platform: string;
  /** Of few values: what the caller put into the address is none. */
  kind: string;
  /** A `traceparent` of the host, which then has made the server's span itself. */
  parent?: string;
}

/** Takes one request of a platform in a span of its own, and measures how long its acknowledgement took. */
export function measuredRequest<Answer extends { status?: number }>(
  { platform, kind, parent }: Received,
  take: () => Promise<{ event: string; answer: Answer }>,
): Promise<Answer> {
  const began = performance.now();
  const attributes = { 'countersign.platform': platform };
  const options = { kind: parent ? 'internal' : 'server', attributes, parent } as const;
  return telemetry.span(`${platform} ${kind}`, options, async (span) => {
    const { event, answer } = await take();
    span.attributes['countersign.event'] = event;
    span.attributes['http.response.status_code'] = answer.status ?? 200;
    telemetry.measure('countersign.ack.duration', (performance.now() - began) / 1_000, { platform, event });
    return answer;
  });
}
