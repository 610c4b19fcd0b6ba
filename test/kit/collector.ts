import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

type Values = { key: string; value: { stringValue?: string; intValue?: number | string; doubleValue?: number } }[];

export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number };
  attributes: Record<string, unknown>;
}

interface Point {
  attributes: Values;
  count?: number;
  sum?: number;
  asDouble?: number;
  asInt?: number | string;
}

interface Export {
  resourceSpans?: { scopeSpans: { spans: (Omit<CollectedSpan, 'attributes'> & { attributes: Values })[] }[] }[];
  resourceMetrics?: {
    scopeMetrics: { metrics: { name: string; histogram?: { dataPoints: Point[] }; sum?: { dataPoints: Point[] } }[] }[];
  }[];
}

/** An OpenTelemetry collector over OTLP/HTTP with JSON (https://opentelemetry.io/docs/specs/otlp/#otlphttp), which keeps what it is sent. */
export async function startCollector() {
  const exports: Export[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers.push(request.headers);
      exports.push(JSON.parse(Buffer.concat(chunks).toString()) as Export);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    /** All that came, as it came. */
    text: () => JSON.stringify(exports),
    spans: (): CollectedSpan[] =>
      exports
        .flatMap(({ resourceSpans = [] }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans.map((span) => ({ ...span, attributes: plain(span.attributes) }))),
    /** The last points of a metric: what was counted, or how often it was measured, under `value`. */
    points: (name: string): ({ value: number } & Record<string, unknown>)[] => {
      const metrics = exports
        .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap((scope) => scope.metrics.filter((metric) => metric.name === name));
      const last = metrics.at(-1);
      return (
        (last?.histogram ?? last?.sum)?.dataPoints.map(({ attributes, count, asDouble, asInt }) => ({
          ...plain(attributes),
          value: Number(count ?? asDouble ?? asInt),
        })) ?? []
      );
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type Collector = Awaited<ReturnType<typeof startCollector>>;

function plain(attributes: Values): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
