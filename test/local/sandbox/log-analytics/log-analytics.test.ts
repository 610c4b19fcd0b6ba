import {
  type LogAnalyticsServer,
  startLogAnalytics,
} from '../../../../local/sandbox/log-analytics/start-log-analytics';

const now = Date.parse('2026-03-04T16:00:00Z');
let server: LogAnalyticsServer;
beforeEach(async () => {
  server = await startLogAnalytics({ now: () => now });
});
afterEach(() => server.close());

async function ask(query: string, over: { token?: string; workspace?: string; timespan?: string } = {}) {
  const { token = server.token, workspace = server.workspace, timespan } = over;
  const answer = await fetch(`${server.url}/v1/workspaces/${workspace}/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, timespan }),
  });
  /* eslint-disable-next-line @typescript-eslint/no-explicit-any -- read as JSON */
  const body: any = await answer.json();
  return { status: answer.status, ...body };
}
const hour = '2026-03-04T15:00:00Z/2026-03-04T16:00:00Z';

test('answers with tables of columns and rows', async () => {
  const { tables } = await ask(
    `ContainerLogV2 | where ContainerName == 'api-gateway' and PodNamespace == "staging" | top 2 by TimeGenerated desc | project TimeGenerated, LogLevel`,
    { timespan: hour },
  );
  expect(tables).toEqual([
    {
      name: 'PrimaryResult',
      columns: [
        { name: 'TimeGenerated', type: 'datetime' },
        { name: 'LogLevel', type: 'string' },
      ],
      rows: [
        [expect.stringMatching(/^2026-03-04T15:5/), expect.any(String)],
        [expect.stringMatching(/^2026-03-04T15:5/), expect.any(String)],
      ],
    },
  ]);
});

test('counts by a step of time', async () => {
  const { tables } = await ask(
    '["ContainerLogV2"] | where TimeGenerated >= datetime(2026-03-04T15:10:00Z) | summarize lines = count() by at = bin(TimeGenerated, 10m)',
    { timespan: hour },
  );
  expect(tables[0].columns).toEqual([
    { name: 'at', type: 'datetime' },
    { name: 'lines', type: 'long' },
  ]);
  expect(tables[0].rows.map(([at]: [string]) => at).sort()).toEqual(
    [1, 2, 3, 4, 5].map((ten) => `2026-03-04T15:${ten}0:00.000Z`),
  );
});

test('shows what is added', async () => {
  server.add({
    TimeGenerated: '2026-03-04T15:30:00Z',
    PodNamespace: 'production',
    PodName: 'x-1',
    ContainerName: 'x',
    LogMessage: 'it’s "A"',
    LogLevel: 'info',
  });
  const found = async (test: string) =>
    (await ask(`ContainerLogV2 | where ContainerName == "x" | where ${test}`, { timespan: hour })).tables[0].rows
      .length;
  expect(await found(`LogMessage contains "\\"a\\""`)).toBe(1);
  expect(await found(`LogMessage contains_cs '"a"'`)).toBe(0);
  expect(await found(`LogMessage contains @"""A"""`)).toBe(1);
  expect(await found(`tolower(LogLevel) in ("warn", "info")`)).toBe(1);
  expect(await found(`LogLevel == base64_decode_tostring("aW5mbw==")`)).toBe(1);
  expect(await found(`(LogLevel =~ "INFO" or LogLevel == "x") and LogLevel != "y"`)).toBe(1);
});

test.each([
  ['ContainerLogV2 | where', 'SyntaxError'],
  ['ContainerLogV2 | where LogLevel == "x', 'SyntaxError'],
  ['ContainerLogV2; ContainerLogV2', 'SyntaxError'],
  ['ContainerLogV2 | join T', 'SyntaxError'],
  ['Nowhere', 'SemanticError'],
  ['ContainerLogV2 | where Nothing == 1', 'SemanticError'],
  ['ContainerLogV2 | where strlen(LogLevel) == 1', 'SemanticError'],
  ['ContainerLogV2 | where TimeGenerated > datetime(soon)', 'SemanticError'],
])('%s is refused in the vendor’s form', async (query, code) => {
  expect(await ask(query)).toMatchObject({
    status: 400,
    error: {
      code: 'BadArgumentError',
      message: 'The request had some invalid properties',
      innererror: { code, innererror: { message: expect.any(String) } },
    },
  });
});

test('strangers and other workspaces are refused', async () => {
  const query = 'ContainerLogV2 | take 1';
  expect(await ask(query, { token: '' })).toMatchObject({ status: 401, error: { code: 'AuthenticationFailed' } });
  expect(await ask(query, { token: 'x' })).toMatchObject({
    status: 403,
    error: { code: 'InvalidAuthenticationToken' },
  });
  expect(await ask(query, { workspace: 'x' })).toMatchObject({
    status: 404,
    error: { code: 'WorkspaceNotFoundError' },
  });
});
