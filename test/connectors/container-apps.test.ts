import { startResourceManager, SUBSCRIPTION } from '../../local/sandbox/azure-resource-manager/start-resource-manager';
import { createContainerApps } from '../../src/connectors/container-apps';
import { type Scaling } from '../../src/connectors/types';
import { type Handler, json, StubServer } from './stub-server';

const target = { namespace: 'sub/group', name: 'api' };
const to = (replicas: number, autoscaler = false): Scaling => ({ target, replicas, autoscaler });
const app = (scale: object | null, more: object = {}) => ({
  id: '/subscriptions/sub/api',
  systemData: { lastModifiedAt: '2026-01-01T00:00:00Z' },
  properties: { provisioningState: 'Succeeded', latestRevisionName: 'api--1', template: { scale }, ...more },
});
const replica = (ready: boolean[], runningState = 'Running') => ({
  properties: { runningState, containers: ready.map((one) => ({ ready: one })) },
});
const three = { minReplicas: 3, maxReplicas: 3 };

let server: StubServer;
beforeEach(async () => {
  server = await new StubServer().start();
});
afterEach(() => server.close());

const scaler = (token: () => Promise<string> = async () => 'secret-token') =>
  createContainerApps({ url: server.url, token });

/** By what a path ends in. */
function answers(by: {
  app: object;
  replicas?: object[];
  headers?: Record<string, string>;
  patch?: Handler;
  operation?: Handler;
}) {
  server.handler = (request, response) => {
    const path = request.path.split('?')[0]!;
    if (request.method === 'PATCH') return (by.patch ?? json(200, by.app))(request, response);
    if (path.endsWith('/replicas')) return json(200, { value: by.replicas ?? [] })(request, response);
    if (path.includes('/operations/')) return (by.operation ?? json(404, {}))(request, response);
    return json(200, by.app, by.headers)(request, response);
  };
}

const accepted =
  (headers: Record<string, string>): Handler =>
  (_, response) =>
    response.writeHead(202, headers).end();

describe('reading', () => {
  it.each([
    [null, { minimum: 0, maximum: 10 }],
    [
      { minReplicas: null, maxReplicas: 5 },
      { minimum: 0, maximum: 5 },
    ],
    [three, undefined],
  ])('a scale of %j has the autoscaler %j', async (scale, autoscaler) => {
    answers({ app: app(scale), replicas: [replica([true])] });
    const state = await scaler().read(target);
    if (autoscaler) expect(state?.autoscaler).toMatchObject(autoscaler);
    else expect(state?.autoscaler).toBeUndefined();
  });

  it('a replica is ready when it runs and all its containers are ready', async () => {
    const replicas = [replica([true, true]), replica([true, false]), replica([]), replica([true], 'NotRunning')];
    answers({ app: app(three), replicas });
    expect((await scaler().read(target))?.ready).toBe(1);
  });

  it.each(['sub', 'sub/', '/group', 'sub/group/more'])(
    'the namespace %j is refused before anything is asked',
    async (namespace) => {
      await expect(scaler().read({ namespace, name: 'api' })).rejects.toThrow('is not SUBSCRIPTION-ID/RESOURCE-GROUP');
      expect(server.asked).toEqual([]);
    },
  );

  it('lets no name leave its place in the path', async () => {
    answers({ app: app(three) });
    await scaler().read({ namespace: 'a?b/c#d', name: '../x' });
    expect(server.asked[0]?.path).toMatch(
      /^\/subscriptions\/a%3Fb\/resourceGroups\/c%23d\/.*\/containerApps\/..%2Fx\?/,
    );
  });

  it('a managed identity without a token is told as such, and nothing is asked', async () => {
    const none = () => Promise.reject(new Error('no managed identity endpoint found'));
    await expect(scaler(none).read(target)).rejects.toThrow(
      /gives no token \(no managed identity.*Assign the app an identity/,
    );
    expect(await scaler(none).scale(to(5), { replicas: 3, ready: 3, version: '' })).toMatchObject({ state: 'refused' });
    expect(server.asked).toEqual([]);
  });
});

describe('scaling', () => {
  const scale = async (scaling: Scaling) => {
    const state = await scaler().read(target);
    if (!state) throw new Error('There is no app.');
    return scaler().scale(scaling, state);
  };
  const patch = () => server.asked.find(({ method }) => method === 'PATCH');

  it('by hand sets both bounds, an autoscaler’s minimum alone, and nothing else', async () => {
    answers({ app: app(three) });
    await scale(to(5));
    expect(JSON.parse(patch()?.body ?? '')).toEqual({
      properties: { template: { scale: { minReplicas: 5, maxReplicas: 5 } } },
    });
    server.asked.length = 0;
    answers({ app: app({ minReplicas: 1, maxReplicas: 9 }) });
    await scale(to(5, true));
    expect(JSON.parse(patch()?.body ?? '')).toEqual({ properties: { template: { scale: { minReplicas: 5 } } } });
  });

  it('is conditional on the ETag as soon as there is one, and 412 is a conflict', async () => {
    answers({ app: app(three), headers: { etag: '"7"' }, patch: json(412, { error: { code: 'PreconditionFailed' } }) });
    expect(await scale(to(5))).toMatchObject({ state: 'conflict' });
    expect(patch()?.headers['if-match']).toBe('"7"');
  });

  it('while another change goes on is refused, with Azure’s words', async () => {
    const error = { code: 'ContainerAppOperationInProgress', message: 'Cannot modify a container app.' };
    answers({ app: app(three), patch: json(409, { error }) });
    expect(await scale(to(5))).toMatchObject({ state: 'refused', message: expect.stringContaining(error.code) });
  });

  it.each(['azure-asyncoperation', 'location'])(
    'is followed where %s leads, and only on the same host',
    async (header) => {
      answers({
        app: app({ minReplicas: 5, maxReplicas: 5 }),
        replicas: Array.from({ length: 5 }, () => replica([true])),
        patch: accepted({ [header]: `${server.url}/operations/1?api-version=2025-07-01&s=signed` }),
        operation: accepted({}),
      });
      const started = await scale(to(5));
      const runId = started.state === 'started' ? (started.runId ?? '') : '';
      expect((await scaler().run(to(5), runId)).state).toBe('running');
      expect(server.asked.map(({ path }) => path)).toContain('/operations/1?api-version=2025-07-01&s=signed');
    },
  );

  it('sends its token to no other host, wherever the answer points', async () => {
    const elsewhere = await new StubServer().start();
    answers({
      app: app({ minReplicas: 5, maxReplicas: 5 }),
      replicas: Array.from({ length: 5 }, () => replica([true])),
      patch: accepted({ 'azure-asyncoperation': `${elsewhere.url}/steal` }),
    });
    const started = await scale(to(5));
    const runId = started.state === 'started' ? (started.runId ?? '') : '';
    expect((await scaler().run(to(5), runId)).state).toBe('succeeded');
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  it.each([
    ['Failed', 'failed'],
    ['Canceled', 'cancelled'],
  ] as const)('whose operation has %s is %s, in Azure’s words', async (status, state) => {
    const error = { code: 'ContainerAppOperationError', message: 'Maximum Allowed Cores exceeded.' };
    answers({
      app: app(three),
      patch: accepted({ 'azure-asyncoperation': `${server.url}/operations/1` }),
      operation: json(200, { status, error }),
    });
    const started = await scale(to(5));
    const run = await scaler().run(to(5), started.state === 'started' ? (started.runId ?? '') : '');
    expect(run.state).toBe(state);
    expect(run.failure?.logLines).toEqual(['ContainerAppOperationError: Maximum Allowed Cores exceeded.']);
  });

  it.each([
    ['several revisions', { configuration: { activeRevisionsMode: 'Multiple' } }, 'several revisions'],
    ['a change that goes on', { provisioningState: 'InProgress' }, 'being changed just now'],
  ])('an app with %s is not rehearsed with success', async (_, properties, words) => {
    answers({ app: app(three, properties) });
    const rehearsal = await scaler().rehearse(to(5), { replicas: 3, ready: 3, version: '' });
    expect(rehearsal).toMatchObject({ accepted: false, message: expect.stringContaining(words) });
  });
});

it('the sandbox does not take what Azure does not: a maximum of 0, no API version, another change meanwhile', async () => {
  const sandbox = await startResourceManager();
  const path = `/subscriptions/${SUBSCRIPTION}/resourceGroups/demo-staging/providers/Microsoft.App/containerApps/api-gateway`;
  const ask = async (scale: object, version = '?api-version=2025-07-01') => {
    const answer = await fetch(`${sandbox.url}${path}${version}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { template: { scale } } }),
    });
    return [
      answer.status,
      answer.status === 202 ? '' : ((await answer.json()) as { error: { code: string } }).error.code,
    ];
  };
  expect(await ask({ minReplicas: 0, maxReplicas: 0 })).toEqual([400, 'InvalidParameterValueInContainerTemplate']);
  expect(await ask({ minReplicas: 4 })).toEqual([400, 'InvalidParameterValueInContainerTemplate']);
  expect(await ask({ minReplicas: 1 }, '')).toEqual([400, 'MissingApiVersionParameter']);
  expect(await ask({ minReplicas: 1 })).toEqual([202, '']);
  expect(await ask({ minReplicas: 2 })).toEqual([409, 'ContainerAppOperationInProgress']);
  await sandbox.close();
});
