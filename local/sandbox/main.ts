import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startAlertmanager } from './alertmanager/start-alertmanager';
import { startResourceManager } from './azure-resource-manager/start-resource-manager';
import { startGitHub, type GitHubServer } from './github/start-github';
import { startKubernetes } from './kubernetes/start-kubernetes';
import { startLogAnalytics } from './log-analytics/start-log-analytics';
import { startLoki } from './loki/start-loki';
import { startPrometheus } from './prometheus/start-prometheus';

const usage = `usage: sandbox [--github-port 0] [--prometheus-port 0] [--github-token TEXT] [--prometheus-token TEXT]
               [--app-id NUMBER --app-key FILE.pem] [--run-seconds 4] [--state-file FILE.json] [--github-html-url URL]
               [--kubernetes-port 0] [--kubernetes-token TEXT] [--resource-manager-port 0] [--resource-manager-token TEXT]
               [--alertmanager-port 0] [--loki-port 0] [--loki-token TEXT] [--log-analytics-port 0]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'github-port': { type: 'string', default: '0' },
      'prometheus-port': { type: 'string', default: '0' },
      'github-token': { type: 'string' },
      'prometheus-token': { type: 'string' },
      'app-id': { type: 'string' },
      'app-key': { type: 'string' },
      'run-seconds': { type: 'string', default: '4' },
      'state-file': { type: 'string' },
      'github-html-url': { type: 'string' },
      'kubernetes-port': { type: 'string', default: '0' },
      'kubernetes-token': { type: 'string' },
      'resource-manager-port': { type: 'string', default: '0' },
      'resource-manager-token': { type: 'string' },
      'alertmanager-port': { type: 'string', default: '0' },
      'loki-port': { type: 'string', default: '0' },
      'loki-token': { type: 'string' },
      'log-analytics-port': { type: 'string', default: '0' },
    },
  });
  const app =
    values['app-id'] && values['app-key']
      ? { id: numberOf('app-id', values['app-id']), publicKey: readFileSync(values['app-key'], 'utf8') }
      : undefined;
  const github: GitHubServer = await startGitHub({
    port: numberOf('github-port', values['github-port']),
    token: values['github-token'],
    app,
    runSeconds: numberOf('run-seconds', values['run-seconds']),
    stateFile: values['state-file'],
    htmlUrl: values['github-html-url'],
  });
  const prometheus = await startPrometheus({
    port: numberOf('prometheus-port', values['prometheus-port']),
    token: values['prometheus-token'],
  });
  const kubernetes = await startKubernetes({
    port: numberOf('kubernetes-port', values['kubernetes-port']),
    token: values['kubernetes-token'],
  });
  const resourceManager = await startResourceManager({
    port: numberOf('resource-manager-port', values['resource-manager-port']),
    token: values['resource-manager-token'],
  });
  const alertmanager = await startAlertmanager({
    port: numberOf('alertmanager-port', values['alertmanager-port']),
    firing: () => prometheus.alerts(),
  });
  const loki = await startLoki({ port: numberOf('loki-port', values['loki-port']), token: values['loki-token'] });
  const logAnalytics = await startLogAnalytics({ port: numberOf('log-analytics-port', values['log-analytics-port']) });
  console.log(`sandbox GitHub         ${github.url}`);
  console.log(`sandbox Prometheus     ${prometheus.url}`);
  console.log(`sandbox Alertmanager   ${alertmanager.url}`);
  console.log(`sandbox Loki           ${loki.url}`);
  console.log(`sandbox Log Analytics  ${logAnalytics.url}`);
  console.log(`sandbox Kubernetes     ${kubernetes.url}`);
  console.log(`sandbox Azure          ${resourceManager.url}`);
  const servers = [github, prometheus, alertmanager, loki, logAnalytics, kubernetes, resourceManager];
  const stop = () => void Promise.all(servers.map((server) => server.close())).then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0)) throw new Error(`--${name} must be a number, not "${text}"`);
  return value;
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exit(1);
});
