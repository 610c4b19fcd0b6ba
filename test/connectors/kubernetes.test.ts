import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createKubernetes } from '../../src/connectors/kubernetes';
import { TransportError } from '../../src/connectors/transport-error';
import { VendorError } from '../../src/connectors/vendor-error';
import { json, StubServer } from './stub-server';

const pem = (name: string) => readFileSync(join(__dirname, '../fixtures/tls', name), 'utf8');
const target = { namespace: 'production', name: 'api-gateway' };
const autoscaler = (name: string, ref: object) => ({
  metadata: { name, resourceVersion: '3' },
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'api-gateway', ...ref }, maxReplicas: 8 },
});
const deployment = (replicas: number, status: object = {}) => ({
  metadata: { name: 'api-gateway', resourceVersion: '7', generation: 2 },
  spec: { replicas },
  status: { observedGeneration: 2, ...status },
});

describe('of an authority of its own', () => {
  let server: Server;
  let url: string;
  const asked: string[] = [];
  beforeAll(async () => {
    const credentials = { cert: pem('server.pem'), key: pem('server.key') };
    server = createServer(credentials, (request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(request.url?.includes('autoscaling') ? { items: [] } : deployment(5)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const read = (authority?: string) => createKubernetes({ apiUrl: url, token: 'secret-token', authority }).read(target);

  it('is trusted when KUBERNETES_CA says so', async () => {
    expect(await read(pem('authority.pem'))).toMatchObject({ replicas: 5, version: '7' });
    expect(asked).toContain('GET /apis/apps/v1/namespaces/production/deployments/api-gateway Bearer secret-token');
  });

  it.each([
    ['without it', undefined],
    ['when it names another', pem('another-authority.pem')],
  ])(
    'is not trusted %s, and gets no token',
    async (_, authority) => {
      asked.length = 0;
      const error: unknown = await read(authority).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransportError);
      expect((error as TransportError).mayHaveArrived).toBe(false);
      expect((error as TransportError).message).toMatch(/UNABLE_TO_|SELF_SIGNED/);
      expect(asked).toEqual([]);
    },
    30_000,
  );

  it('that is no certificate is an error that does not repeat it', () => {
    const create = () => createKubernetes({ apiUrl: url, authority: '-----BEGIN hunter2' });
    expect(create).toThrow(VendorError);
    expect(create).toThrow('Kubernetes: KUBERNETES_CA is not a certificate in PEM form.');
  });
});

describe('what it reads', () => {
  let server: StubServer;
  beforeEach(async () => {
    server = await new StubServer().start();
  });
  afterEach(() => server.close());
  const scaler = () => createKubernetes({ apiUrl: `${server.url}/proxy/` });
  const answers = (main: object, items: object[] = []) => {
    server.handler = (request, response) =>
      json(200, request.path.includes('autoscaling') ? { items } : main)(request, response);
  };

  it('keeps the path of a proxy and lets no name leave its place in the path', async () => {
    answers(deployment(5));
    await scaler().read({ namespace: '../x', name: 'a/b?c' });
    expect(server.asked.map(({ path }) => path).sort()).toEqual([
      '/proxy/apis/apps/v1/namespaces/..%2Fx/deployments/a%2Fb%3Fc',
      '/proxy/apis/autoscaling/v2/namespaces/..%2Fx/horizontalpodautoscalers',
    ]);
  });

  it('counts that are left out are 0, and a minimum that is left out is 1', async () => {
    answers(deployment(5), [autoscaler('one', { apiVersion: 'apps/v1' })]);
    expect(await scaler().read(target)).toEqual({
      replicas: 5,
      ready: 0,
      version: '7',
      autoscaler: { name: 'one', minimum: 1, maximum: 8, version: '3' },
    });
  });

  it('an autoscaler of something else governs nothing, nor does one at 0 replicas', async () => {
    answers(deployment(5), [
      autoscaler('a', { kind: 'StatefulSet' }),
      autoscaler('b', { name: 'api-gateway-2' }),
      autoscaler('c', { apiVersion: 'argoproj.io/v1alpha1' }),
    ]);
    expect((await scaler().read(target))?.autoscaler).toBeUndefined();
    answers(deployment(0), [autoscaler('one', {})]);
    expect((await scaler().read(target))?.autoscaler).toBeUndefined();
  });

  it('two autoscalers of one deployment are an error that names both', async () => {
    answers(deployment(5), [autoscaler('one', {}), autoscaler('two', {})]);
    await expect(scaler().read(target)).rejects.toThrow('several autoscalers (one and two)');
  });

  it('a proxy’s 404 is not taken for a deployment that is not there', async () => {
    server.handler = (_, response) => response.writeHead(404).end('404 page not found');
    await expect(scaler().read(target)).rejects.toMatchObject({ status: 404 });
  });

  it('what is ready is not done before the controller has seen the change, nor while surplus pods run', async () => {
    const state = async (main: object) => {
      answers(main);
      const scaling = { target, replicas: 5, autoscaler: false };
      return (await scaler().run(scaling, new Date().toISOString())).state;
    };
    expect(await state(deployment(5, { replicas: 5, readyReplicas: 5 }))).toBe('succeeded');
    expect(await state(deployment(5, { observedGeneration: 1, replicas: 5, readyReplicas: 5 }))).toBe('running');
    expect(await state(deployment(5, { replicas: 6, readyReplicas: 5 }))).toBe('running');
    expect(await state(deployment(5, { replicas: 5, readyReplicas: 4 }))).toBe('running');
  });

  it('a roll-out that has not come on in time ends the run, secrets masked', async () => {
    const message = 'pull from https://me:hunter2@registry failed';
    const condition = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message };
    answers(deployment(5, { replicas: 5, conditions: [condition] }));
    const run = await scaler().run({ target, replicas: 5, autoscaler: false }, new Date().toISOString());
    expect(run).toMatchObject({ state: 'failed' });
    expect(run.failure?.logLines).toEqual(['ProgressDeadlineExceeded: pull from https://***@registry failed']);
  });
});
