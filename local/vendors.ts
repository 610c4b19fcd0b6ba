import { type Listening } from './kit/listen';
import { type LogAnalyticsServer, startLogAnalytics } from './sandbox/log-analytics/start-log-analytics';
import { type AlertmanagerServer, startAlertmanager } from './sandbox/alertmanager/start-alertmanager';
import { type AzureDevOpsServer, startAzureDevOps } from './sandbox/azure-devops/start-azure-devops';
import {
  type ResourceManagerServer,
  startResourceManager,
} from './sandbox/azure-resource-manager/start-resource-manager';
import { type EntraServer, startEntra } from './sandbox/entra/start-entra';
import { type GitHubServer, startGitHub } from './sandbox/github/start-github';
import { type GraphServer, startGraph } from './sandbox/graph/start-graph';
import { type KubernetesServer, startKubernetes } from './sandbox/kubernetes/start-kubernetes';
import { type LokiServer, startLoki } from './sandbox/loki/start-loki';
import { type PagerDutyServer, startPagerDuty } from './sandbox/pagerduty/start-pagerduty';
import { type PrometheusServer, startPrometheus } from './sandbox/prometheus/start-prometheus';
import { startStatuspage, type StatuspageServer } from './sandbox/statuspage/start-statuspage';

export interface Vendors {
  github: GitHubServer;
  azureDevOps: AzureDevOpsServer;
  prometheus: PrometheusServer;
  alertmanager: AlertmanagerServer;
  loki: LokiServer;
  logAnalytics: LogAnalyticsServer;
  kubernetes: KubernetesServer;
  resourceManager: ResourceManagerServer;
  pagerDuty: PagerDutyServer;
  statuspage: StatuspageServer;
  graph: GraphServer;
  entra: EntraServer;
}

export type VendorPorts = Record<keyof Vendors, number>;

/** Any free port for each. */
export const ANY_VENDOR_PORTS: VendorPorts = {
  github: 0,
  azureDevOps: 0,
  prometheus: 0,
  alertmanager: 0,
  loki: 0,
  logAnalytics: 0,
  kubernetes: 0,
  resourceManager: 0,
  pagerDuty: 0,
  statuspage: 0,
  graph: 0,
  entra: 0,
};

/** The sandbox vendors of the demo company; Alertmanager tells what Prometheus' rules fire. */
export async function startVendors(
  ports = ANY_VENDOR_PORTS,
  {
    runSeconds,
    gitHubLimit,
    file,
    alertsEveryMs,
  }: {
    runSeconds?: number;
    gitHubLimit?: number;
    file?: (name: string) => string | undefined;
    alertsEveryMs?: number;
  } = {},
): Promise<Vendors> {
  const prometheus = await startPrometheus({ port: ports.prometheus });
  return allOf({
    github: startGitHub({ port: ports.github, runSeconds, rateLimit: gitHubLimit, stateFile: file?.('github.json') }),
    azureDevOps: startAzureDevOps({ port: ports.azureDevOps, runSeconds, stateFile: file?.('azure-devops.json') }),
    prometheus,
    alertmanager: startAlertmanager({
      port: ports.alertmanager,
      firing: () => prometheus.alerts(),
      lookEveryMs: alertsEveryMs,
    }),
    loki: startLoki({ port: ports.loki }),
    logAnalytics: startLogAnalytics({ port: ports.logAnalytics }),
    kubernetes: startKubernetes({ port: ports.kubernetes }),
    resourceManager: startResourceManager({ port: ports.resourceManager }),
    pagerDuty: startPagerDuty({ port: ports.pagerDuty }),
    statuspage: startStatuspage({ port: ports.statuspage }),
    graph: startGraph({ port: ports.graph }),
    entra: startEntra({ port: ports.entra }),
  });
}

/** Those that are still starting are waited for side by side. */
async function allOf<T extends object>(starting: T): Promise<{ [Name in keyof T]: Awaited<T[Name]> }> {
  const started = Object.entries(starting).map(async ([name, one]) => [name, await (one as unknown)] as const);
  return Object.fromEntries(await Promise.all(started)) as { [Name in keyof T]: Awaited<T[Name]> };
}

export async function stopVendors(vendors: Vendors): Promise<void> {
  await Promise.all(Object.values(vendors).map((server: Listening) => server.close()));
}
