import { startPrometheus } from '../../local/sandbox/prometheus/start-prometheus';
import { createHttp } from '../../src/connectors/http';
import { createPrometheus } from '../../src/connectors/prometheus';
import { monitoringContract } from '../contracts/monitoring';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
const token = 'sandbox-prometheus-token';

monitoringContract('Prometheus', async () => {
  const server = await startPrometheus({ token });
  return {
    monitoring: createPrometheus({ url: server.url, token }, createHttp('Prometheus', timing)),
    queries: {
      one: 'sum(up{service="order-service", environment="production"})',
      expected: 3,
      empty: 'up{service="nothing"}',
      several: 'up{service="order-service", environment="production"}',
      malformed: 'sum(up{',
    },
    fault(kind, times) {
      const fault =
        kind === 'expired'
          ? ({ kind: 'error', status: 401 } as const)
          : kind === 'slow'
            ? { kind, milliseconds: 1_000 }
            : { kind };
      server.faults.set({ ...fault, ...(times ? { times } : {}) });
    },
    close: () => server.close(),
  };
});
