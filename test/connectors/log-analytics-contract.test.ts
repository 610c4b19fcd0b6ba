import { startLogAnalytics } from '../../local/sandbox/log-analytics/start-log-analytics';
import { createHttp } from '../../src/connectors/http';
import { createLogAnalytics } from '../../src/connectors/log-analytics';
import { logSourceContract } from '../contracts/log-source';

const timing = { attempt: 1_000, deadline: 4_000, pause: 10, circuitOpen: 100 };

logSourceContract('Log Analytics', async () => {
  const server = await startLogAnalytics({ seed: null });
  const { url, workspace, token } = server;
  const link = {
    workspace: '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w',
  };
  return {
    source: createLogAnalytics({ url, workspace, token: async () => token, link }, createHttp('Log Analytics', timing)),
    logs: {
      source: 'log-analytics',
      table: 'ContainerLogV2',
      selector: { ContainerName: '{service}', PodNamespace: '{environment}' },
      message: 'LogMessage',
      level: 'LogLevel',
    },
    write: ({ service, environment, at, level, text }) =>
      server.add({
        TimeGenerated: at,
        PodNamespace: environment,
        PodName: `${service}-1`,
        ContainerName: service,
        LogMessage: text,
        LogLevel: level,
      }),
    fault: (fault) => server.faults.set(fault),
    asked: () => server.requests.list().length,
    page: 'https://portal.azure.com/#blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView/resourceId/%2Fsubscriptions',
    renew: 'Renew LOG_ANALYTICS_TOKEN',
    close: () => server.close(),
  };
});
