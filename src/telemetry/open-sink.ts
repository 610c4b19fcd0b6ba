import { diag, DiagLogLevel, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { type EndedSpan, METRICS, type Measurement, type Sink } from './signals';

/** Where spans and metrics of one destination go. */
export interface Exporters {
  spans: SpanExporter;
  metrics: PushMetricExporter;
}

const METRICS_EVERY_MS = 60_000;
/** Bounds of histograms, seconds: fine around what an acknowledgement may take (3 s), coarse up to a day for approvals. */
const BOUNDARIES = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** OpenTelemetry's own SDK and exporters behind the plain data that the app tells. `version` is the product's. */
export function openSink(destinations: Exporters[], { version, site }: { version: string; site?: string }): Sink {
  sayTroubleOnce();
  const resource = resourceFromAttributes({
    'service.name': site ?? 'countersign',
    'service.namespace': 'countersign',
    'service.version': version,
  });
  const scope = { name: 'countersign', version };
  const processors = destinations.map(({ spans }) => new BatchSpanProcessor(spans));
  const readers = destinations.map(
    ({ metrics }) => new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: METRICS_EVERY_MS }),
  );
  const provider = new MeterProvider({ resource, readers });
  const meter = provider.getMeter(scope.name, scope.version);
  const record = new Map<string, (measurement: Measurement) => void>(
    Object.entries(METRICS).map(([name, { unit, description }]) => {
      if (unit !== 's') {
        const counter = meter.createCounter(name, { unit, description });
        return [name, ({ value, attributes }) => counter.add(value, attributes)];
      }
      const advice = { explicitBucketBoundaries: BOUNDARIES };
      const histogram = meter.createHistogram(name, { unit, description, advice });
      return [name, ({ value, attributes }) => histogram.record(value, attributes)];
    }),
  );
  return {
    span(span) {
      const readable = readableSpan(span, resource, scope);
      for (const processor of processors) processor.onEnd(readable);
    },
    measure: (measurement) => record.get(measurement.metric)?.(measurement),
    async flush() {
      const parts = [...processors, provider].map((part) => part.forceFlush());
      await Promise.allSettled(parts);
    },
  };
}

function readableSpan(
  { name, kind, traceId, spanId, parentSpanId, start, end, attributes }: EndedSpan,
  resource: Resource,
  instrumentationScope: { name: string; version: string },
): ReadableSpan {
  const contextOf = (id: string) => ({ traceId, spanId: id, traceFlags: TraceFlags.SAMPLED });
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => contextOf(spanId),
    ...(parentSpanId && { parentSpanContext: contextOf(parentSpanId) }),
    startTime: hrTime(start),
    endTime: hrTime(end),
    duration: hrTime(end - start),
    status: { code: attributes['error.type'] ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT };

/** Seconds and nanoseconds. */
function hrTime(milliseconds: number): [number, number] {
  const seconds = Math.floor(milliseconds / 1_000);
  return [seconds, Math.round((milliseconds - seconds * 1_000) * 1e6)];
}

/** What OpenTelemetry says of itself may hold addresses and keys, so only that there is trouble is said. */
function sayTroubleOnce(): void {
  let said = false;
  const silent = () => undefined;
  const error = () => {
    if (!said) process.emitWarning('Telemetry cannot be sent: is its destination reachable?', 'CountersignTelemetry');
    said = true;
  };
  diag.setLogger({ error, warn: silent, info: silent, debug: silent, verbose: silent }, DiagLogLevel.ERROR);
}
