import { type AlertmanagerServer, startAlertmanager } from '../../local/sandbox/alertmanager/start-alertmanager';
import { type PrometheusServer, startPrometheus } from '../../local/sandbox/prometheus/start-prometheus';
import { createAlertmanager } from '../../src/connectors/alertmanager';
import { type Alerts } from '../../src/connectors/alerts';
import { createHttp } from '../../src/connectors/http';
import { readingFaults } from '../contracts/reading-faults';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
let time: number;
let prometheus: PrometheusServer;
let server: AlertmanagerServer;
let alerts: Alerts;
beforeEach(async () => {
  time = Date.parse('2026-03-04T15:00:00Z');
  prometheus = await startPrometheus({ now: () => time });
  server = await startAlertmanager({ now: () => time, firing: () => prometheus.alerts() });
  alerts = createAlertmanager({ url: server.url }, createHttp('Alertmanager', timing));
});
afterEach(() => Promise.all([server.close(), prometheus.close()]));

const post = async (path: string, body: unknown) =>
  (
    await fetch(`${server.url}/api/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).status;
const names = async (labels: Record<string, string>) => (await alerts.firing(labels)).map(({ name }) => name);

test('what Prometheus’ rules fire is told for its service and environment, since when, and ends by itself', async () => {
  time += 60_000;
  prometheus.setHealth('order-service', 'production', { errorRatio: 0.2 });
  expect(await alerts.firing({ service: 'order-service', environment: 'production' })).toEqual([
    {
      name: 'HighErrorRate',
      severity: 'critical',
      summary: 'order-service answers too many 5xx in production',
      since: '2026-03-04T15:01:00.000Z',
      labels: { alertname: 'HighErrorRate', service: 'order-service', environment: 'production', severity: 'critical' },
      link: undefined,
    },
  ]);
  expect(await names({ service: 'order-service', environment: 'staging' })).toEqual([]);
  prometheus.setHealth('order-service', 'production', { errorRatio: 0 });
  expect(await names({})).toEqual([]);
});

test('posted alerts fire for five minutes, those that have ended no more', async () => {
  expect(await post('alerts', [{ labels: { alertname: 'DiskFull', note: 'a"b\\c\nd' } }])).toBe(200);
  expect(await post('alerts', [{ labels: { alertname: 'Over' }, endsAt: '2026-03-04T14:00:00Z' }])).toBe(200);
  expect(await names({})).toEqual(['DiskFull']);
  expect(await names({ note: 'a"b\\c\nd' })).toEqual(['DiskFull']);
  expect(await names({ note: 'a"b\\c' })).toEqual([]);
  time += 301_000;
  expect(await names({})).toEqual([]);
});

test('what is silenced does not fire', async () => {
  await post('alerts', [{ labels: { alertname: 'DiskFull' } }]);
  const silence = {
    startsAt: '2026-03-04T15:00:00Z',
    endsAt: '2026-03-04T15:02:00Z',
    createdBy: 'bob',
    comment: 'known',
  };
  const matchers = [{ name: 'alertname', value: 'Disk.*', isRegex: true }];
  expect(await post('silences', { ...silence, matchers })).toBe(200);
  expect(await names({})).toEqual([]);
  time += 121_000;
  expect(await names({})).toEqual(['DiskFull']);
});

describe('Alertmanager only reads', () => {
  beforeEach(() => post('alerts', [{ labels: { alertname: 'DiskFull', service: 'api' } }]));

  readingFaults('Alertmanager', () => ({
    ask: async (signal) => (await alerts.firing({ service: 'api' }, signal)).map(({ name }) => name),
    answer: ['DiskFull'],
    about: 'read the alerts with service="api"',
    renew: /ALERTMANAGER_URL must be an address that needs no sign-in/,
    fault(kind, times) {
      const hit = { slow: { kind: 'slow', milliseconds: 1_000 }, expired: { kind: 'error', status: 401 } } as const;
      const fault = kind === 'slow' || kind === 'expired' ? hit[kind] : { kind };
      server.faults.set({ ...fault, ...(times && { times }) });
    },
  }));
});

test('a matcher that is none is refused in the vendor’s form', async () => {
  const answer = await fetch(`${server.url}/api/v2/alerts?filter=nonsense`);
  expect([answer.status, await answer.json()]).toEqual([400, 'bad matcher format: nonsense']);
});
