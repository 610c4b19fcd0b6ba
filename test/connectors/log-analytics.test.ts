import { createHttp, type Timing } from '../../src/connectors/http';
import { createLogAnalytics } from '../../src/connectors/log-analytics';
import { json, StubServer, text } from './stub-server';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 100 };
let server: StubServer;
beforeEach(async () => {
  server = await new StubServer().start();
});
afterEach(() => server.close());

const workspace = '11111111-2222-3333-4444-555555555555';
const query = (token: (scope: string) => Promise<string> = async () => 't0ken') =>
  createLogAnalytics({ url: server.url, workspace, token }, createHttp('Log Analytics', timing)).query({
    logs: {
      source: 'log-analytics',
      table: 'AppTraces',
      selector: { AppRoleName: '{service}' },
      message: 'Message',
      level: 'SeverityLevel',
    },
    service: 'api',
    environment: 'production',
    from: new Date('2026-03-04T15:00:00Z'),
    to: new Date('2026-03-04T16:00:00Z'),
    limit: 2,
  });
const table = (columns: string[], ...rows: unknown[][]) => ({
  name: 'PrimaryResult',
  columns: columns.map((name) => ({ name, type: 'string' })),
  rows,
});
const lines = (...rows: unknown[][]) => table(['at', 'level', 'message'], ...rows);
/** Lines and counts are asked for side by side, so they are told apart by what is asked. */
const answering = (shown: object, counted: object = { tables: [table(['at', 'lines'])] }) => {
  server.handler = (request, response) =>
    json(200, request.body.includes('summarize') ? counted : shown)(request, response);
};

it('asks the workspace by POST, with the token and the window', async () => {
  answering({ tables: [lines()] });
  const scopes: string[] = [];
  await query(async (scope) => `t-${scopes.push(scope)}`);
  expect(scopes).toEqual([`${server.url}/.default`, `${server.url}/.default`]);
  const [first] = server.asked;
  expect([first!.method, first!.path]).toEqual(['POST', `/v1/workspaces/${workspace}/query`]);
  expect(first!.headers.authorization).toMatch(/^Bearer t-[12]$/);
  expect(JSON.parse(first!.body)).toEqual({
    query: expect.stringMatching(/^\['AppTraces'\]\n\| where TimeGenerated/),
    timespan: '2026-03-04T15:00:00.000Z/2026-03-04T16:00:00.000Z',
  });
});

it('levels may be numbers, and times have seven digits', async () => {
  answering({
    tables: [
      lines(
        ['2026-03-04T15:30:00.1234567Z', '4', 'worst'],
        ['2026-03-04T15:20:00.1234567Z', 'Information', 'word'],
        ['2026-03-04T15:10:00Z', '', null],
      ),
    ],
  });
  expect(await query()).toMatchObject({
    cut: true,
    lines: [
      { at: '2026-03-04T15:20:00.123Z', level: 'info', text: 'word' },
      { at: '2026-03-04T15:30:00.123Z', level: 'fatal', text: 'worst' },
    ],
  });
});

it('a level that is not there is none', async () => {
  answering({ tables: [lines(['2026-03-04T15:10:00Z', null, 'x'], ['2026-03-04T15:09:00Z', '0', 'y'])] });
  expect((await query()).lines).toEqual([
    { at: '2026-03-04T15:09:00.000Z', level: 'debug', text: 'y' },
    { at: '2026-03-04T15:10:00.000Z', text: 'x' },
  ]);
});

it.each([
  ['without a time', lines([null, '1', 'password=hunter2'])],
  ['with a time that is none', lines(['soon', '1', 'x'])],
  ['that is null', lines(null as never)],
  ['of a table without columns', { name: 'PrimaryResult', rows: [[]] }],
  ['of a table with a column that is null', { name: 'PrimaryResult', columns: [null], rows: [[]] }],
  ['of a table without rows', { name: 'PrimaryResult', columns: [] }],
  ['of a table that is null', null],
])('a row %s is the vendor’s error', async (_, shown) => {
  answering({ tables: [shown] });
  await expect(query()).rejects.toMatchObject({
    name: 'VendorError',
    message: expect.stringMatching(/^Log Analytics: could not read the logs of api in production: it answered with /),
  });
  await expect(query()).rejects.not.toThrow('hunter2');
});

it('a count without a time is told beside the lines', async () => {
  answering({ tables: [lines(['2026-03-04T15:10:00Z', '1', 'x'])] }, { tables: [table(['at', 'lines'], [null, 3])] });
  expect(await query()).toMatchObject({
    lines: [{ text: 'x' }],
    histogram: { problem: expect.stringContaining('a count that is no time and number') },
  });
});

it('a private key over several rows is hidden, though the window begins within it', async () => {
  const rows = ['Zq7xKw9L', '-----END RSA PRIVATE KEY-----'].map((text, n) => [`2026-03-04T15:10:0${n}Z`, '1', text]);
  answering({ tables: [lines(...rows.reverse())] });
  expect((await query()).lines.map(({ text }) => text)).toEqual(['***', '-----END RSA PRIVATE KEY-----']);
});

it('a result of a part of the data is said to be cut', async () => {
  const error = { code: 'PartialError', message: 'There were some errors when processing your query.' };
  answering({ tables: [lines()], error });
  expect(await query()).toMatchObject({ lines: [], cut: true });
});

it('without a token it says what the app needs, and no more', async () => {
  const failing = query(() =>
    Promise.reject(new Error('ManagedIdentityCredential authentication failed, secret=abc123')),
  );
  await expect(failing).rejects.toMatchObject({
    name: 'VendorError',
    message:
      'Log Analytics: could not read the logs of api in production: there is no token (ManagedIdentityCredential authentication failed, secret=***). Give the app a managed identity with the role Log Analytics Reader on the workspace.',
  });
  expect(server.asked).toEqual([]);
});

it.each([
  [
    400,
    '{"error":{"message":"The request had some invalid properties","code":"BadArgumentError","innererror":{"code":"SemanticError","message":"A semantic error occurred.","innererror":{"code":"SEM0100","message":"Failed to resolve table"}}}}',
    'it answered 400 (SEM0100: Failed to resolve table). Correct the table and its columns',
  ],
  [
    403,
    '{"error":{"code":"InsufficientAccessError","message":"no"}}',
    '(InsufficientAccessError: no). The identity needs',
  ],
  [404, '', 'it answered 404. Check LOG_ANALYTICS_WORKSPACE'],
  [200, '{}', 'it answered with JSON without a table. Check LOG_ANALYTICS_URL.'],
  [200, 'null', 'it answered with JSON without a table'],
])('a %d with %s says what to do', async (status, body, said) => {
  server.answers(text(status, body));
  await expect(query()).rejects.toThrow(said);
  await expect(query()).rejects.toMatchObject({ name: 'VendorError', temporary: false });
});
