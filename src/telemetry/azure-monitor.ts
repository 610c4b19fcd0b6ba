import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import { type Exporters } from './open-sink';

type Options = NonNullable<ConstructorParameters<typeof AzureMonitorTraceExporter>[0]>;

/** To Application Insights, which may take it from our identity alone. Nothing is kept on the instance's disk when it is away. */
export function azureMonitor(connectionString: string, credential: Options['credential']): Exporters {
  const options = { connectionString, credential, disableOfflineStorage: true };
  return { spans: new AzureMonitorTraceExporter(options), metrics: new AzureMonitorMetricExporter(options) };
}
