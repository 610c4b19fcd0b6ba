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
    file,
    alertsEveryMs,
  }: { runSeconds?: number; file?: (name: string) => string | undefined; alertsEveryMs?: number } = {},
): Promise<Vendors> {
  const prometheus = await startPrometheus({ port: ports.prometheus });
  const [
    github,
    azureDevOps,
    alertmanager,
    loki,
    logAnalytics,
    kubernetes,
    resourceManager,
    pagerDuty,
    statuspage,
    graph,
    entra,
  ] = await Promise.all([
    startGitHub({ port: ports.github, runSeconds, stateFile: file?.('github.json') }),
    startAzureDevOps({ port: ports.azureDevOps, runSeconds, stateFile: file?.('azure-devops.json') }),
    startAlertmanager({
      port: ports.alertmanager,
      firing: () => prometheus.alerts(),
      lookEveryMs: alertsEveryMs,
    }),
    startLoki({ port: ports.loki }),
    startLogAnalytics({ port: ports.logAnalytics }),
    startKubernetes({ port: ports.kubernetes }),
    startResourceManager({ port: ports.resourceManager }),
    startPagerDuty({ port: ports.pagerDuty }),
    startStatuspage({ port: ports.statuspage }),
    startGraph({ port: ports.graph }),
    startEntra({ port: ports.entra }),
  ]);
  return {
    github,
    azureDevOps,
    prometheus,
    alertmanager,
    loki,
    logAnalytics,
    kubernetes,
    resourceManager,
    pagerDuty,
    statuspage,
    graph,
    entra,
  };
}

export async function stopVendors(vendors: Vendors): Promise<void> {
  await Promise.all(Object.values(vendors).map((server: Listening) => server.close()));
}
