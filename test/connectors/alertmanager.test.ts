import { createAlertmanager } from '../../src/connectors/alertmanager';
import { type Alerts } from '../../src/connectors/alerts';
import { createHttp, type Timing } from '../../src/connectors/http';
import { json, StubServer, text } from './stub-server';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 100 };
let server: StubServer;
let alertmanager: Alerts;

beforeEach(async () => {
  server = await new StubServer().start();
  alertmanager = createAlertmanager({ url: `${server.url}/` }, createHttp('Alertmanager', timing));
});
afterEach(() => server.close());

const alert = (over: object) => ({
  labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'api' },
  annotations: { summary: 'too many errors' },
  startsAt: '2026-03-04T15:00:00.000Z',
  updatedAt: '2026-03-04T15:01:00.000Z',
  endsAt: '2026-03-04T15:05:00.000Z',
  fingerprint: '0123456789abcdef',
  receivers: [{ name: 'team' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [] },
  generatorURL: 'http://prometheus/graph?g0.expr=x',
  ...over,
});

it('asks for what fires, neither silenced nor inhibited, with every label', async () => {
  server.answers(json(200, []));
  await alertmanager.firing({ service: 'api', note: 'a"b\\c\nd' });
  const { pathname, searchParams } = new URL(server.asked[0]!.path, server.url);
  expect(pathname).toBe('/api/v2/alerts');
  expect(searchParams.getAll('filter')).toEqual(['service="api"', String.raw`note="a\"b\\c\nd"`]);
  expect(['active', 'silenced', 'inhibited', 'unprocessed'].map((name) => searchParams.get(name))).toEqual([
    'true',
    'false',
    'false',
    'false',
  ]);
});

it('tells them with the longest first', async () => {
  server.answers(
    json(200, [
      alert({ startsAt: '2026-03-04T15:30:00.000Z', labels: { alertname: 'Second' }, annotations: {} }),
      alert({}),
    ]),
  );
  const [first, second] = await alertmanager.firing({});
  expect(first).toEqual({
    name: 'HighErrorRate',
    severity: 'critical',
    summary: 'too many errors',
    since: '2026-03-04T15:00:00.000Z',
    labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'api' },
    link: 'http://prometheus/graph?g0.expr=x',
  });
  expect(second).toMatchObject({ name: 'Second', severity: undefined, summary: undefined });
});

it('a summary shows no secret, and a link that is none is left out', async () => {
  server.answers(
    json(200, [
      alert({ annotations: { summary: 'login with password=hunter2' }, generatorURL: 'javascript:alert(1)' }),
    ]),
  );
  expect(await alertmanager.firing({})).toMatchObject([{ summary: 'login with password=***', link: undefined }]);
});

it.each([
  [400, '"bad matcher format: x"', 'it answered 400 ("bad matcher format: x"). Correct the labels'],
  [401, '<html><h1>Sign in</h1></html>', 'it answered 401 (Sign in). ALERTMANAGER_URL must be'],
  [404, '404 page not found', 'Check ALERTMANAGER_URL'],
  [200, '{"status":"success"}', 'something that is no list of alerts. Check ALERTMANAGER_URL.'],
  [200, '<html>Sign in</html>', 'a web page instead of JSON'],
])('a %d with %s says what to do', async (status, body, said) => {
  server.answers(text(status, body));
  await expect(alertmanager.firing({ service: 'api' })).rejects.toThrow(said);
  await expect(alertmanager.firing({ service: 'api' })).rejects.toMatchObject({
    name: 'VendorError',
    temporary: false,
  });
});
