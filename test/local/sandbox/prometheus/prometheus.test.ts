import { startPrometheus, type PrometheusServer } from '../../../../local/sandbox/prometheus/start-prometheus';

let time = 0;
let prometheus: PrometheusServer;
beforeEach(async () => {
  time = Date.parse('2026-11-24T10:00:00Z');
  prometheus = await startPrometheus({ now: () => time });
});
afterEach(() => prometheus.close());

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- read as JSON */
async function ask(path: string, parameters: Record<string, string>): Promise<{ status: number; body: any }> {
  const response = await fetch(`${prometheus.url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
  return { status: response.status, body: await response.json() };
}
const value = async (query: string) => (await ask('query', { query })).body.data.result[0]?.value[1];

const selector = 'service="order-service",environment="production"';
const up = `min(up{${selector}})`;
const errorRatio = `sum(rate(http_requests_total{${selector},code=~"5.."}[5m])) / sum(rate(http_requests_total{${selector}}[5m]))`;
const p95 = `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${selector}}[5m])))`;

test('the health checks of the demo company answer well at the start', async () => {
  expect(await value(up)).toBe('1');
  expect(Number(await value(errorRatio))).toBeCloseTo(0.002);
  expect(Number(await value(p95))).toBeCloseTo(0.18);
});

test('what setHealth says is measured at once, for that service and environment alone', async () => {
  prometheus.setHealth('order-service', 'production', { errorRatio: 0.25, p95: 1.7 });
  expect(Number(await value(errorRatio))).toBeCloseTo(0.25);
  expect(Number(await value(p95))).toBeCloseTo(1.7);
  expect(Number(await value(errorRatio.replaceAll('production', 'staging')))).toBeCloseTo(0.002);
});

test('a service that is down measures nothing else, and one that is not scraped not even that', async () => {
  prometheus.setHealth('order-service', 'production', { up: 0 });
  expect([await value(up), await value(errorRatio)]).toEqual(['0', undefined]);
  prometheus.setHealth('order-service', 'production', { up: null });
  expect(await value(up)).toBeUndefined();
});

test('another process changes the health over HTTP, and a wrong change is refused', async () => {
  const put = async (body: object) =>
    (await fetch(`${prometheus.url}/_health`, { method: 'PUT', body: JSON.stringify(body) })).status;
  expect(await put({ service: 'order-service', environment: 'production', up: 0 })).toBe(200);
  expect(await value(up)).toBe('0');
  expect(await put({ service: 'order-service', environment: 'production', up: 2 })).toBe(400);
});

test('an instant query has the form of the HTTP API, by GET and by form', async () => {
  const form = { query: `up{${selector}}`, time: '2026-11-24T10:00:00.5Z' };
  const expected = {
    status: 'success',
    data: {
      resultType: 'vector',
      result: Array.from({ length: 3 }, () => ({
        metric: expect.objectContaining({ __name__: 'up', service: 'order-service', environment: 'production' }),
        value: [1_795_514_400.5, '1'],
      })),
    },
  };
  expect((await ask('query', form)).body).toEqual(expected);
  const posted = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body: new URLSearchParams(form) });
  expect(await posted.json()).toEqual(expected);
  expect((await ask('query', { query: '1/0', time: '7' })).body.data).toEqual({
    resultType: 'scalar',
    result: [7, '+Inf'],
  });
});

test('a range shows how the health changed', async () => {
  const start = String(time / 1000);
  time += 60_000;
  prometheus.setHealth('order-service', 'production', { up: 0 });
  const { body } = await ask('query_range', { query: up, start, end: String(time / 1000 + 30), step: '30s' });
  expect(body.data.resultType).toBe('matrix');
  expect(body.data.result[0].values.map(([, text]: [number, string]) => text)).toEqual(['1', '1', '0', '0']);
});

test.each([
  ['query', { query: 'sum(' }, 'invalid parameter "query": 1:5: parse error: unexpected end of input'],
  ['query', { query: 'up', time: 'noon' }, 'invalid parameter "time": cannot parse "noon" to a valid timestamp'],
  [
    'query_range',
    { query: 'up', end: '2', step: '1' },
    'invalid parameter "start": cannot parse "" to a valid timestamp',
  ],
  [
    'query_range',
    { query: 'up', start: '3', end: '2', step: '1' },
    'invalid parameter "end": end timestamp must not be before start time',
  ],
  [
    'query_range',
    { query: 'up', start: '1', end: '2', step: '0' },
    'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
  ],
  [
    'query_range',
    { query: 'up', start: '0', end: '99999', step: '1s' },
    'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
  ],
])('%s with %j answers bad_data', async (path, parameters, error) => {
  expect(await ask(path, parameters as Record<string, string>)).toEqual({
    status: 400,
    body: { status: 'error', errorType: 'bad_data', error },
  });
});

test('what the sandbox does not know of PromQL is an execution error, not a wrong answer', async () => {
  const { status, body } = await ask('query', { query: 'up / on(job) up' });
  expect([status, body.errorType]).toEqual([422, 'execution']);
});

test('with a token, only its bearer is answered', async () => {
  const guarded = await startPrometheus({ token: 'secret' });
  const path = `${guarded.url}/-/healthy`;
  const statuses = [
    (await fetch(path)).status,
    (await fetch(path, { headers: { authorization: 'Bearer secret' } })).status,
  ];
  await guarded.close();
  expect(statuses).toEqual([401, 200]);
});

test('alerts fire for what is down or fails often', async () => {
  expect((await ask('alerts', {})).body.data.alerts).toEqual([]);
  prometheus.setHealth('api-gateway', 'staging', { up: 0 });
  const [alert] = (await ask('alerts', {})).body.data.alerts;
  expect(alert).toMatchObject({
    labels: { alertname: 'InstanceDown', service: 'api-gateway' },
    state: 'firing',
    value: '0e+00',
  });
});

test('a fault answers in its own form', async () => {
  prometheus.faults.set({ kind: 'error', status: 503, times: 1 });
  expect(await ask('query', { query: 'up' })).toMatchObject({ status: 503, body: { errorType: 'unavailable' } });
  expect((await fetch(`${prometheus.url}/nope`)).status).toBe(404);
});
