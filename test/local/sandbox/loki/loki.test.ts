import { plantedSecret } from '../../../../local/sandbox/logs/demo-logs';
import { type LokiOptions, type LokiServer, startLoki } from '../../../../local/sandbox/loki/start-loki';

const now = Date.parse('2026-03-04T16:00:00Z');
const servers: LokiServer[] = [];
const start = async (options: LokiOptions = {}) => {
  const server = await startLoki({ now: () => now, ...options });
  servers.push(server);
  return server;
};
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

interface Answer {
  status: number;
  text: string;
  /* eslint-disable-next-line @typescript-eslint/no-explicit-any -- read as JSON */
  data: any;
}

async function ask(server: LokiServer, parameters: Record<string, string>, headers = {}): Promise<Answer> {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(`${server.url}/loki/api/v1/query_range?${query}`, { headers });
  const text = await answer.text();
  return { status: answer.status, text: text.trim(), data: text.startsWith('{') ? JSON.parse(text).data : undefined };
}
const push = (server: LokiServer, stream: Record<string, string>, ...lines: [time: string, text: string][]) =>
  fetch(`${server.url}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      streams: [{ stream, values: lines.map(([time, text]) => [`${Date.parse(time)}000000`, text]) }],
    }),
  });
const lines = ({ data }: { data: { result: { values: [string, string][] }[] } }) =>
  data.result.flatMap(({ values }) => values.map(([, line]) => line));

test('shows the demo company’s last hour, newest first, as streams with a level', async () => {
  const { data } = await ask(await start(), { query: '{app="order-service", environment="production"}', limit: '5' });
  expect(data.resultType).toBe('streams');
  const [first] = data.result;
  expect(first.stream).toMatchObject({
    app: 'order-service',
    environment: 'production',
    service_name: 'order-service',
  });
  expect(['debug', 'info', 'warn', 'error']).toContain(first.stream.detected_level);
  const times = data.result.flatMap(({ values }: { values: [string, string][] }) =>
    values.map(([time]) => BigInt(time)),
  );
  expect(times).toHaveLength(5);
  expect(times.every((time: bigint) => time > BigInt(now - 120_000) * 1_000_000n)).toBe(true);
});

test('the planted secret is found where it is, and nowhere else', async () => {
  const server = await start();
  const found = await ask(server, { query: `{environment="production"} |= "${plantedSecret}"`, limit: '100' });
  expect(lines(found)).toHaveLength(3);
  expect(new Set(found.data.result.map(({ stream }: { stream: { app: string } }) => stream.app))).toEqual(
    new Set(['payment-service']),
  );
});

test('what is counted is what is shown', async () => {
  const server = await start();
  const query = '{app="api-gateway", environment="staging"} | detected_level=~"warn|error"';
  const shown = lines(
    await ask(server, { query, limit: '5000', start: '2026-03-04T15:00:00Z', end: '2026-03-04T16:00:00Z' }),
  );
  const { data } = await ask(server, {
    query: `sum(count_over_time(${query}[5m]))`,
    start: '2026-03-04T15:05:00Z',
    end: '2026-03-04T16:00:00Z',
    step: '300',
  });
  const counts = data.result[0].values.map(([, count]: [number, string]) => Number(count));
  expect(counts.reduce((sum: number, count: number) => sum + count)).toBe(shown.length);
});

test('pushed lines are filtered by their text and their labels', async () => {
  const server = await start({ seed: null });
  const answer = await push(
    server,
    { app: 'x', level: 'warn' },
    ['2026-03-04T15:30:00Z', 'one "A"'],
    ['2026-03-04T15:30:00Z', 'two'],
  );
  expect(answer.status).toBe(204);
  const found = async (stages: string) => lines(await ask(server, { query: `{app="x"}${stages}` }));
  expect(await found('')).toEqual(['two', 'one "A"']);
  expect(await found(' |= "one" or "two" != "two"')).toEqual(['one "A"']);
  expect(await found(' |~ `(?i)"a"$`')).toEqual(['one "A"']);
  expect(await found(' !~ "o.e"')).toEqual(['two']);
  expect(await found(' | (level="warn" and detected_level!="info") or app="y"')).toHaveLength(2);
  expect(await found(' | level="error"')).toEqual([]);
});

test.each([
  ['{app="x"', 'parse error at line 1, col 9: syntax error: unexpected $end'],
  ['{app=x}', 'parse error at line 1, col 6: syntax error: unexpected IDENTIFIER'],
  ['{app="x}', 'parse error at line 1, col 6: literal not terminated'],
  ['{app="x\\d"}', 'parse error at line 1, col 6: invalid char escape'],
  ['{app="\\ud83d"}', 'parse error at line 1, col 6: invalid syntax'],
  ['{app="x"} |= "a" }', 'parse error at line 1, col 18: syntax error: unexpected }'],
  ['{app="x"} | json', 'parse error at line 1, col 13: syntax error: unexpected IDENTIFIER'],
  ['{app=~".*"}', 'parse error : queries require at least one regexp or equality matcher'],
  ['{app="x"} |~ "(?=a)"', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ['sum({app="x"})', 'parse error at line 1, col 14: syntax error: unexpected )'],
])('%s is refused', async (query, message) => {
  const { status, text } = await ask(await start(), { query });
  expect([status, text.startsWith(message) || text]).toEqual([400, true]);
});

test.each([
  [{ limit: '5001' }, 'max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)'],
  [{ limit: '0' }, 'limit must be a positive value'],
  [
    { start: '2026-03-04T16:00:00Z', end: '2026-03-04T15:00:00Z' },
    'end timestamp must not be before or equal to start time',
  ],
  [{ start: '2026-01-01T00:00:00Z' }, 'the query time range exceeds the limit'],
  [{ start: 'yesterday' }, `could not parse 'start' parameter: cannot parse "yesterday"`],
])('%j is refused', async (parameters, message) => {
  const { status, text } = await ask(await start(), { query: '{app="x"}', ...parameters });
  expect([status, text.startsWith(message) || text]).toEqual([400, true]);
});

test('tenants and tokens are asked for where there are any', async () => {
  const server = await start({ token: 't', tenant: 'demo' });
  const query = { query: '{app="api-gateway"}' };
  const authorization = 'Bearer t';
  expect(await ask(server, query)).toMatchObject({ status: 401, text: 'Unauthorized' });
  expect(await ask(server, query, { authorization })).toMatchObject({ status: 401, text: 'no org id' });
  expect((await ask(server, query, { authorization, 'x-scope-orgid': 'other' })).data.result).toEqual([]);
  expect((await ask(server, query, { authorization, 'x-scope-orgid': 'demo' })).data.result).not.toEqual([]);
});
