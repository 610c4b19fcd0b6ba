import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type HandStep } from '../../src/commands/by-hand/hand-step';
import { commands } from '../../src/commands/index';
import { loadCompany } from '../../src/config/load-company';
import { type Service } from '../../src/model/company';
import { startAlertmanager } from '../../local/sandbox/alertmanager/start-alertmanager';
import { startLoki } from '../../local/sandbox/loki/start-loki';
import { startPrometheus } from '../../local/sandbox/prometheus/start-prometheus';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const orders = company.services[0]!;

function stepsOf(name: string, service: Service = orders, environment = 'production'): HandStep[] {
  const command = commands.find(({ spec }) => spec.name === name);
  return (command && 'byHand' in command && command.byHand?.(service, environment)) || [];
}

const lines = (...asked: Parameters<typeof stepsOf>) => stepsOf(...asked).map(({ line }) => line);

it.each(['deploy', 'rollback', 'scale', 'migrate'])(
  '%s says what to look at, what to do and how to check it',
  (name) => {
    const all = lines(name);
    expect(all.length).toBeGreaterThan(4);
    for (const line of all) expect(line).toMatch(/^(gh|az|kubectl|curl) /);
  },
);

it('is a line for the vendor that the service has', () => {
  const deploy = { connector: 'azure-devops', workflow: 'deploy' } as const;
  const other: Service = { ...orders, repository: 'acme/shop/api', deploy };
  expect(lines('deploy', other)).toContain(
    'az pipelines run --name deploy --org https://dev.azure.com/acme --project shop --branch VERSION --parameters version=VERSION environment=production correlation=by-hand',
  );
  const scale = { ...orders.scale!, scaler: 'container-apps', namespace: 'sub-1/shop-{environment}' } as const;
  expect(lines('scale', { ...orders, scale })).toContain(
    'az containerapp update --subscription sub-1 --resource-group shop-production --name order-service --min-replicas REPLICAS --max-replicas REPLICAS',
  );
});

it('has nothing to do by hand where the company file does not say how', () => {
  expect(lines('migrate', { ...orders, migrate: undefined })).toEqual([]);
  expect(lines('scale', orders, 'moon')).toEqual([]);
  expect(lines('logs', { ...orders, logs: undefined })).toEqual([]);
});

it('is in docs/runbook.md, every line of it', () => {
  const page = readFileSync('docs/runbook.md', 'utf8').split('\n');
  for (const service of company.services)
    for (const { id } of company.environments)
      for (const { spec } of commands) expect(page).toEqual(expect.arrayContaining(lines(spec.name, service, id)));
});

describe('the lines with curl', () => {
  const stops: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  async function run(line: string, env: Record<string, string>) {
    const [curl = ''] = line.split(' | jq ');
    const { stdout } = await promisify(execFile)('bash', ['-c', curl], { env: { ...process.env, ...env } });
    return JSON.parse(stdout) as unknown;
  }

  it('are what Prometheus, Alertmanager and Loki answer', async () => {
    const [prometheus, alertmanager, loki] = await Promise.all([
      startPrometheus({ port: 0 }),
      startAlertmanager({ port: 0 }),
      startLoki({ port: 0 }),
    ]);
    stops.push(...[prometheus, alertmanager, loki].map((server) => () => server.close()));
    const env = { PROMETHEUS_URL: prometheus.url, ALERTMANAGER_URL: alertmanager.url, LOKI_URL: loki.url };
    const measures = lines('status').filter((line) => line.includes('PROMETHEUS'));
    expect(measures).toHaveLength(4);
    for (const line of [...measures, ...lines('deploy').filter((one) => one.startsWith('curl'))]) {
      expect(await run(line, env)).toMatchObject({ status: 'success', data: { resultType: 'vector' } });
    }
    expect(await run(lines('status').at(-1)!, env)).toEqual(expect.any(Array));
    expect(await run(lines('logs')[0]!, env)).toMatchObject({ status: 'success', data: { resultType: 'streams' } });
  });

  it('reach the server whole, whatever stands in the company file', async () => {
    const status = { instancesUp: `up{service="it's \`id\` $(id) \\" {service}"}` };
    const [line = ''] = lines('status', { ...orders, status });
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      line.replace(/^curl .*? --data-urlencode /, 'printf %s '),
    ]);
    expect(stdout).toBe(`query=up{service="it's \`id\` $(id) \\" order-service"}`);
  });
});
