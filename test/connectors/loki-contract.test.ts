import { startLoki } from '../../local/sandbox/loki/start-loki';
import { createHttp } from '../../src/connectors/http';
import { createLoki } from '../../src/connectors/loki';
import { logSourceContract } from '../contracts/log-source';

const timing = { attempt: 1_000, deadline: 4_000, pause: 10, circuitOpen: 100 };
const token = 'sandbox-loki-token';
const tenant = 'demo';

logSourceContract('Loki', async () => {
  const server = await startLoki({ token, tenant, seed: null });
  const link = { grafana: 'https://grafana.internal/', datasource: 'loki-uid' };
  const headers = { authorization: `Bearer ${token}`, 'x-scope-orgid': tenant, 'content-type': 'application/json' };
  return {
    source: createLoki({ url: server.url, token, tenant, link }, createHttp('Loki', timing)),
    logs: { source: 'loki', selector: { app: '{service}', environment: '{environment}' } },
    async write({ service, environment, at, level, text }) {
      const stream = { app: service, environment, level };
      const body = JSON.stringify({ streams: [{ stream, values: [[`${Date.parse(at)}000000`, text]] }] });
      const answer = await fetch(`${server.url}/loki/api/v1/push`, { method: 'POST', headers, body });
      if (answer.status !== 204) throw new Error(await answer.text());
      server.requests.clear();
    },
    fault: (fault) => server.faults.set(fault),
    asked: () => server.requests.list().length,
    page: 'https://grafana.internal/explore?schemaVersion=1&panes=%7B',
    renew: 'Renew LOKI_TOKEN',
    close: () => server.close(),
  };
});
