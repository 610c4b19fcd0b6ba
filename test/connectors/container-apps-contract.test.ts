import { startResourceManager, SUBSCRIPTION } from '../../local/sandbox/azure-resource-manager/start-resource-manager';
import { createContainerApps } from '../../src/connectors/container-apps';
import { createHttp, type Timing, type VendorHttp } from '../../src/connectors/http';
import { type ScaleTarget } from '../../src/connectors/types';
import { scalerContract } from '../contracts/scaler';
import { vendorModels } from '../kit/vendor-models';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
const expectModel = vendorModels('azure/container-apps.json');

scalerContract('Azure Resource Manager', async () => {
  let ahead = 0;
  const server = await startResourceManager({ now: () => Date.now() + ahead, replicaSeconds: 20 });
  const app = (name: string): ScaleTarget => ({ namespace: `${SUBSCRIPTION}/demo-production`, name });
  const inGroup = ({ name }: ScaleTarget) => ({ group: 'demo-production', name });
  const settle = () => void (ahead += 60_000);
  server.change({ ...inGroup(app('order-service')), minimum: 2, maximum: 2 });
  settle();
  server.change({ ...inGroup(app('order-service')), minimum: 2, maximum: 8 });
  settle();
  const scalerWith = (token: string) =>
    createContainerApps(
      { url: server.url, token: async () => token },
      checked(createHttp('Azure Resource Manager', timing)),
    );
  return {
    scaler: scalerWith(server.token),
    expired: scalerWith('a token that has expired'),
    target: app('api-gateway'),
    governed: app('order-service'),
    missing: app('nothing'),
    impossible: { target: app('api-gateway'), replicas: 0, autoscaler: false },
    answersEmptily: true,
    fault: (fault, { changes, ...hits } = {}) =>
      server.faults.set({ ...fault, ...hits, ...(changes && { method: 'PATCH' }) }),
    clearFaults: () => server.faults.clear(),
    setByHand: (target, replicas) => server.change({ ...inGroup(target), minimum: replicas, maximum: replicas }),
    failToStart(target) {
      server.change({ ...inGroup(target), failure: 'ImagePullUnauthorized' });
      return { words: 'ImagePullUnauthorized' };
    },
    hang: (target) => server.change({ ...inGroup(target), stuck: true }),
    changes: () => server.requests.list().filter(({ method }) => method === 'PATCH').length,
    advance: (seconds) => void (ahead += seconds * 1_000),
    seconds: 60,
    close: () => server.close(),
  };
});

/** Every patch and every answer is held against Azure's own models. */
function checked(http: VendorHttp): VendorHttp {
  return {
    vendor: http.vendor,
    async send(address, request) {
      const { pathname, searchParams } = new URL(address);
      expect(searchParams.get('api-version')).toBe('2025-07-01');
      // The model of a whole app wants a location, which a patch need not repeat.
      if (request.method === 'PATCH')
        expectModel('ContainerApp', { location: '', ...(JSON.parse(request.body ?? '') as object) });
      const answer = await http.send(address, request);
      const body = answer.headers.get('content-type')?.includes('json')
        ? (JSON.parse(answer.text) as unknown)
        : undefined;
      if (body === undefined) return answer;
      if (answer.status >= 400) expectModel('DefaultErrorResponse', body);
      else if (pathname.endsWith('/replicas')) expectModel('ReplicaCollection', body);
      else if (pathname.includes('/revisions/')) expectModel('Revision', body);
      else if (pathname.includes('/containerApps/')) expectModel('ContainerApp', body);
      return answer;
    },
  };
}
