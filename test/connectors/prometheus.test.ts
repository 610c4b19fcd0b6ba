import { createHttp, type Timing } from '../../src/connectors/http';
import { createPrometheus } from '../../src/connectors/prometheus';
import { type Monitoring } from '../../src/connectors/types';
import { json, StubServer, text } from './stub-server';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 100 };
let server: StubServer;
let prometheus: Monitoring;

beforeEach(async () => {
  server = await new StubServer().start();
  prometheus = createPrometheus({ url: `${server.url}/`, token: 's3cr3t-token' }, createHttp('Prometheus', timing));
});
afterEach(() => server.close());

const vector = (...values: string[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: values.map((value, n) => ({ metric: { instance: `i${n}` }, value: [1795514400.1, value] })),
  },
});

it('asks the query API with the token', async () => {
  server.answers(json(200, vector('1')));
  await prometheus.instant('sum(up{job="a&b"}) > 0 + 1');
  const { method, path, headers } = server.asked[0]!;
  expect(method).toBe('GET');
  expect(new URL(path, server.url).searchParams.get('query')).toBe('sum(up{job="a&b"}) > 0 + 1');
  expect(path).toMatch(/^\/api\/v1\/query\?query=/);
  expect(headers.authorization).toBe('Bearer s3cr3t-token');
});

it.each([
  ['a vector of one', vector('0.25'), 0.25],
  ['an empty vector', vector(), null],
  ['a scalar', { status: 'success', data: { resultType: 'scalar', result: [1795514400, '42'] } }, 42],
  ['NaN, as 0/0 is', vector('NaN'), null],
  ['+Inf', vector('+Inf'), Infinity],
  ['-Inf', vector('-Inf'), -Infinity],
  ['an exponent', vector('1e-05'), 0.00001],
])('%s is read', async (_, reply, value) => {
  server.answers(json(200, reply));
  expect(await prometheus.instant('up')).toBe(value);
});

it.each([
  [
    'several series',
    vector('1', '2', '3'),
    'it gives 3 series ({"instance":"i0"} and {"instance":"i1"}); put sum(), max() or the like around it',
  ],
  ['a range', { status: 'success', data: { resultType: 'matrix', result: [] } }, 'the result is a matrix'],
  ['a string', { status: 'success', data: { resultType: 'string', result: [1, 'x'] } }, 'the result is a string'],
  [
    'a native histogram',
    { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, histogram: [1, {}] }] } },
    'the sample is a histogram',
  ],
])('%s is an error that says so', async (_, reply, said) => {
  server.answers(json(200, reply));
  await expect(prometheus.instant('up')).rejects.toMatchObject({
    message: expect.stringContaining(said),
    temporary: false,
  });
});

it.each([
  [
    400,
    { status: 'error', errorType: 'bad_data', error: '1:4: parse error: unexpected end of input' },
    'it answered 400 (bad_data: 1:4: parse error: unexpected end of input). Correct the query',
    false,
  ],
  [
    422,
    { status: 'error', errorType: 'execution', error: 'many-to-many matching not allowed' },
    '(execution: many-to-many',
    false,
  ],
  [
    503,
    { status: 'error', errorType: 'timeout', error: 'query timed out in expression evaluation' },
    '(timeout: query timed out',
    true,
  ],
])('a %d is told in Prometheus’ own words', async (status, body, said, temporary) => {
  server.answers(json(status, body));
  await expect(prometheus.instant('up{')).rejects.toMatchObject({
    message: expect.stringContaining(`Prometheus: could not evaluate up{: `),
    temporary,
    status,
  });
  await expect(prometheus.instant('up{')).rejects.toThrow(said);
});

it.each([
  [401, 'Unauthorized', 'Renew PROMETHEUS_TOKEN.'],
  [404, '404 page not found', 'Check PROMETHEUS_URL'],
  [502, '<html><h1>Bad Gateway</h1></html>', '(Bad Gateway). Try again.'],
])('a %d of what stands before it says what to do', async (status, body, said) => {
  server.answers(text(status, body));
  await expect(prometheus.instant('up')).rejects.toThrow(said);
});

it('an unsafe address is refused at once', () => {
  expect(() => createPrometheus({ url: 'http://prometheus:9090' })).toThrow('http://prometheus:9090 is not safe');
});

describe('a range', () => {
  const from = new Date('2026-03-04T15:00:00.500Z');
  const to = new Date('2026-03-04T15:04:30Z');
  const start = from.getTime() / 1000;
  const matrix = (...series: [number, string][][]) => ({
    status: 'success',
    data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
  });

  it('is asked for with its step', async () => {
    server.answers(json(200, matrix()));
    await prometheus.range('up', from, to, 60);
    const { pathname, searchParams } = new URL(server.asked[0]!.path, server.url);
    expect([pathname, Object.fromEntries(searchParams)]).toEqual([
      '/api/v1/query_range',
      { query: 'up', start: String(start), end: String(start + 240), step: '60' },
    ]);
  });

  it('has its values in their places, and nothing where there is no sample', async () => {
    server.answers(
      json(
        200,
        matrix([
          [start, '1'],
          [start + 60, 'NaN'],
          [start + 180.001, '+Inf'],
          [start + 240, '0.5'],
        ]),
      ),
    );
    expect(await prometheus.range('up', from, to, 60)).toEqual([1, null, null, Infinity, 0.5]);
  });

  it('without a series is a row of nothing', async () => {
    server.answers(json(200, matrix()));
    expect(await prometheus.range('up', from, to, 60)).toEqual([null, null, null, null, null]);
  });

  it('of several series is an error that says so', async () => {
    server.answers(json(200, matrix([[start, '1']], [[start, '2']])));
    await expect(prometheus.range('up', from, to, 60)).rejects.toThrow('it gives 2 series');
  });

  it('that is cancelled is not waited for', async () => {
    server.answers(() => undefined);
    await expect(prometheus.range('up', from, to, 60, AbortSignal.timeout(50))).rejects.toThrow(
      /^Prometheus: could not evaluate up: no answer from 127\.0\.0\.1:\d+ in time\. Try again\.$/,
    );
  });
});

it.each<[string, unknown]>([
  ['null', null],
  ['a list', []],
  ['no data', { status: 'success' }],
  ['no result', { status: 'success', data: { resultType: 'vector' } }],
  ['a result that is null', { status: 'success', data: { resultType: 'vector', result: null } }],
  ['a series of null', { status: 'success', data: { resultType: 'vector', result: [null] } }],
  [
    'a sample that is a number',
    { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: 1 }] } },
  ],
  ['a value that is no text', { status: 'success', data: { resultType: 'scalar', result: [1795514400, 3] } }],
  ['a value that is empty', vector('')],
  ['a value that is no number', vector('up')],
])('JSON of another shape is the vendor’s error: %s', async (_, reply) => {
  server.answers(json(200, reply));
  const asked = prometheus.instant('up');
  await expect(asked).rejects.toMatchObject({ name: 'VendorError', temporary: false });
  await expect(asked).rejects.toThrow(/^Prometheus: could not evaluate up.*Check PROMETHEUS_URL\.$/);
});
