import { startStatuspage } from '../../local/sandbox/statuspage/start-statuspage';
import { createHttp } from '../../src/connectors/http';
import { createStatuspage } from '../../src/connectors/statuspage';
import { statusPageContract } from '../contracts/status-page';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };

statusPageContract('Statuspage', async () => {
  const server = await startStatuspage();
  const { url: apiUrl, token, pageId } = server;
  const connect = (token: string) => createStatuspage({ apiUrl, token, pageId }, createHttp('Statuspage', timing));
  return {
    statusPage: connect(token),
    expired: connect('expired'),
    component: 'cmp0payments',
    incidents: () =>
      server.state().incidents.map(({ name, status, incident_updates }) => ({
        title: name,
        status,
        updates: incident_updates.map(({ body }) => body),
      })),
    stateOf: (component) => server.state().components[component] ?? '',
    html: async () => (await fetch(server.url)).text(),
    fault: (kind, hits) => server.faults.set({ kind, ...(kind === 'slow' && { milliseconds: 4_000 }), ...hits }),
    close: () => server.close(),
  };
});
