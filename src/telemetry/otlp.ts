import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Exporters } from './open-sink';

/** To a collector over OTLP/HTTP, as JSON. Its `endpoint` is the one that `/v1/traces` and `/v1/metrics` stand under. */
export function otlp(endpoint: string, headers: Record<string, string>): Exporters {
  return {
    spans: new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers }),
    metrics: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, headers }),
  };
}
