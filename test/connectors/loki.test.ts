import { createHttp, type Timing } from '../../src/connectors/http';
import { createLoki } from '../../src/connectors/loki';
import { type LogQuery } from '../../src/connectors/log-source';
import { json, StubServer, text } from './stub-server';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 100 };
let server: StubServer;
beforeEach(async () => {
  server = await new StubServer().start();
});
afterEach(() => server.close());

const query = (over: Partial<LogQuery> = {}) =>
  createLoki(
    { url: `${server.url}/loki-behind-a-path/`, token: 't0ken', tenant: 'team' },
    createHttp('Loki', timing),
  ).query({
    logs: { source: 'loki', selector: { app: '{service}-{environment}' } },
    service: 'api',
    environment: 'production',
    from: new Date('2026-03-04T15:00:30Z'),
    to: new Date('2026-03-04T16:00:30Z'),
    limit: 2,
    ...over,
  });
const streams = (...result: unknown[]) => json(200, { status: 'success', data: { resultType: 'streams', result } });
const matrix = (...values: [number, string][]) =>
  json(200, {
    status: 'success',
    data: { resultType: 'matrix', result: values.length > 0 ? [{ metric: {}, values }] : [] },
  });
const asked = () =>
  server.asked.map(({ path, headers }) => ({
    ...Object.fromEntries(new URL(path, server.url).searchParams),
    headers,
    path,
  }));
/** Lines and counts are asked for side by side, so they are told apart by what is asked. */
const answering = (lines: ReturnType<typeof json>, counts: ReturnType<typeof json>) => {
  server.handler = (request, response) =>
    (request.path.includes('count_over_time') ? counts : lines)(request, response);
};

it('asks for the newest lines, one more than is shown, and counts by the clock', async () => {
  answering(streams(), matrix());
  await query();
  const [lines, counts] = asked().sort((a, b) => a.path.length - b.path.length);
  expect(lines).toMatchObject({
    path: expect.stringMatching(/^\/loki-behind-a-path\/loki\/api\/v1\/query_range\?/),
    query: '{app="api-production"}',
    start: '1772636430000000000',
    end: '1772640030000000000',
    limit: '3',
    direction: 'backward',
    headers: { authorization: 'Bearer t0ken', 'x-scope-orgid': 'team' },
  });
  expect(counts).toMatchObject({
    query: 'sum(count_over_time({app="api-production"} [120s]))',
    start: String(Date.parse('2026-03-04T15:02:00Z') / 1000),
    end: String(Date.parse('2026-03-04T16:02:00Z') / 1000),
    step: '120',
  });
});

it('lines of several streams stand in their order, to the nanosecond', async () => {
  answering(
    streams(
      {
        stream: { detected_level: 'error' },
        values: [
          ['1772636440000000003', 'c'],
          ['1772636440000000001', 'a'],
        ],
      },
      { stream: { level: 'warn', detected_level: 'unknown' }, values: [['1772636440000000002', 'b']] },
    ),
    matrix(),
  );
  expect((await query({ limit: 5 })).lines).toEqual([
    { at: '2026-03-04T15:00:40.000Z', level: 'error', text: 'a' },
    { at: '2026-03-04T15:00:40.000Z', level: 'warn', text: 'b' },
    { at: '2026-03-04T15:00:40.000Z', level: 'error', text: 'c' },
  ]);
});

it('lines are shown though they cannot be counted', async () => {
  answering(streams({ stream: {}, values: [['1772636440000000000', 'a']] }), text(400, 'too many series\n'));
  expect(await query()).toMatchObject({
    lines: [{ text: 'a' }],
    histogram: {
      problem:
        'Loki: could not count the logs of api in production: it answered 400 (too many series). Correct the selector in the company file, or ask for less.',
    },
  });
});

it('a count that takes much longer than the lines is not waited for', async () => {
  answering(streams(), () => undefined);
  const slow = createLoki({ url: server.url }, createHttp('Loki', { ...timing, attempt: 20_000, deadline: 20_000 }));
  const begun = Date.now();
  const { histogram } = await slow.query({
    logs: { source: 'loki', selector: { app: 'x' } },
    service: 'x',
    environment: 'x',
    from: new Date(0),
    to: new Date(60_000),
    limit: 1,
  });
  expect(histogram).toMatchObject({ problem: expect.stringContaining('in time') });
  expect(Date.now() - begun).toBeLessThan(10_000);
});

it('a step is where its counts are', async () => {
  const at = (time: string) => Date.parse(`2026-03-04T${time}Z`) / 1000;
  answering(streams(), matrix([at('15:02:00'), '3'], [at('15:30:00'), '1'], [at('16:02:00'), '2']));
  const { histogram } = await query();
  if ('problem' in histogram) throw new Error(histogram.problem);
  expect(histogram).toMatchObject({ from: '2026-03-04T15:00:00.000Z', stepSeconds: 120 });
  expect(histogram.counts.map((count, index) => `${index}:${count}`).filter((entry) => !entry.endsWith(':0'))).toEqual([
    '0:3',
    '14:1',
    '30:2',
  ]);
});

it.each([
  [400, 'parse error at line 1', '(parse error at line 1). Correct the selector'],
  [401, 'no org id', '(no org id). Renew LOKI_TOKEN, and check LOKI_TENANT.'],
  [404, '404 page not found', 'Check LOKI_URL'],
  [200, '{"status":"success"}', 'it answered with JSON without a result. Check LOKI_URL.'],
  [200, 'null', 'it answered with JSON without a result'],
  [200, '{"data":{"resultType":"vector","result":[]}}', 'it answered with a vector'],
])('a %d with %s says what to do', async (status, body, said) => {
  server.answers(text(status, body));
  await expect(query()).rejects.toThrow(said);
  await expect(query()).rejects.toMatchObject({ name: 'VendorError', temporary: false });
});

const at = '1772636440000000000';
it.each([
  ['null for a line', { stream: {}, values: [[at, null]] }],
  ['a time that is none', { stream: {}, values: [['soon', 'password=hunter2']] }],
  ['a time beyond all calendars', { stream: {}, values: [['9'.repeat(30), 'a']] }],
  ['no time', { stream: {}, values: [[null, 'a']] }],
  ['null for an entry', { stream: {}, values: [null] }],
  ['no values', { stream: {} }],
  ['no labels', { stream: null, values: [[at, 'a']] }],
  ['null for a label', { stream: { level: null }, values: [[at, 'a']] }],
  ['null for a stream', null],
])('an answer with %s is the vendor’s error', async (_, stream) => {
  answering(streams(stream), matrix());
  await expect(query()).rejects.toMatchObject({
    name: 'VendorError',
    message:
      'Loki: could not read the logs of api in production: it answered with an entry that is no label set, time and line. Check LOKI_URL.',
  });
});

it.each([
  ['null for a series', [null]],
  ['no values', [{ metric: {} }]],
  ['null for a count', [{ metric: {}, values: [[1772636440, null]] }]],
  ['a count that is none', [{ metric: {}, values: [[1772636440, 'x']] }]],
])('a count with %s is told beside the lines', async (_, result) => {
  answering(streams({ stream: {}, values: [[at, 'a']] }), json(200, { data: { resultType: 'matrix', result } }));
  expect(await query()).toMatchObject({
    lines: [{ text: 'a' }],
    histogram: { problem: expect.stringContaining('it answered with a count that is no time and number') },
  });
});

it('a private key that the collector tore apart is hidden to its short last line', async () => {
  const key = ['-----BEGIN PRIVATE KEY-----', 'aB3+'.repeat(16), 'Zq7xKw9L', '-----END PRIVATE KEY-----', 'started'];
  const values = key.map((line, index) => [String(BigInt(at) + BigInt(index)), line]).reverse();
  answering(streams({ stream: {}, values }), matrix());
  expect((await query({ limit: 9 })).lines.map(({ text }) => text)).toEqual([
    '-----PRIVATE KEY *** -----',
    '***',
    '***',
    '-----END PRIVATE KEY-----',
    'started',
  ]);
});

it('an unsafe address is refused at once', () => {
  expect(() => createLoki({ url: 'http://loki:3100' })).toThrow('http://loki:3100 is not safe');
});
