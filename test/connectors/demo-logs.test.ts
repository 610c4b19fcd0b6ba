import { readFileSync } from 'node:fs';
import { startLogAnalytics } from '../../local/sandbox/log-analytics/start-log-analytics';
import { plantedSecret } from '../../local/sandbox/logs/demo-logs';
import { startLoki } from '../../local/sandbox/loki/start-loki';
import { loadCompany } from '../../src/config/load-company';
import { createLogAnalytics } from '../../src/connectors/log-analytics';
import { type LogSource } from '../../src/connectors/log-source';
import { createLoki } from '../../src/connectors/loki';
import { type ServiceLogs } from '../../src/model/company';
import { blockChart } from '../../src/model/block-chart';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const to = new Date('2026-03-04T16:00:00Z');
const from = new Date('2026-03-04T15:00:00Z');

async function lokiWorld(): Promise<[LogSource, ServiceLogs, () => Promise<void>]> {
  const server = await startLoki();
  const { logs } = company.services.find(({ id }) => id === 'payment-service')!;
  return [createLoki({ url: server.url, link: company.links?.loki }), logs!, () => server.close()];
}

async function analyticsWorld(): Promise<[LogSource, ServiceLogs, () => Promise<void>]> {
  const server = await startLogAnalytics();
  const source = createLogAnalytics({ ...server, token: async () => server.token });
  const selector = { ContainerName: '{service}', PodNamespace: '{environment}' };
  const logs = { source: 'log-analytics' as const, table: 'ContainerLogV2', selector };
  return [source, { ...logs, message: 'LogMessage', level: 'LogLevel' }, () => server.close()];
}

describe.each([
  ['Loki', lokiWorld],
  ['Log Analytics', analyticsWorld],
])('the demo company’s logs in %s', (_, open) => {
  let source: LogSource;
  let logs: ServiceLogs;
  let close: () => Promise<void>;
  beforeAll(async () => {
    [source, logs, close] = await open();
  });
  afterAll(() => close());
  const query = (over: object = {}) =>
    source.query({ logs, service: 'payment-service', environment: 'production', from, to, limit: 1_000, ...over });

  it('never show the planted secret, though its lines are there', async () => {
    const { lines } = await query({ text: 'reconnecting' });
    expect(lines.map(({ text }) => text)).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/dsn=postgres:\/\/\*\*\*@payments-db:5432\/payments$/)),
    );
    expect(JSON.stringify(await query())).not.toContain(plantedSecret);
  });

  it('count as many as they show', async () => {
    const { lines, cut, histogram } = await query();
    if ('problem' in histogram) throw new Error(histogram.problem);
    expect(lines.length).toBeGreaterThan(300);
    expect(cut).toBe(false);
    expect(histogram.counts.reduce((sum, count) => sum + count)).toBe(lines.length);
    expect(blockChart(histogram.counts)).toMatch(/^[▂▃▄▅▆▇█]{30}$/);
  });

  it('tell levels apart', async () => {
    const levels = new Set((await query()).lines.map(({ level }) => level));
    expect(levels).toEqual(new Set(['debug', 'info', 'warn', 'error']));
    const errors = (await query({ level: 'error' })).lines;
    expect(errors.length).toBeGreaterThan(3);
    expect(errors.every(({ level }) => level === 'error')).toBe(true);
  });
});
