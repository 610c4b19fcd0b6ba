import { startKubernetes } from '../../local/sandbox/kubernetes/start-kubernetes';
import { createHttp, type Timing, type VendorHttp } from '../../src/connectors/http';
import { createKubernetes } from '../../src/connectors/kubernetes';
import { scalerContract } from '../contracts/scaler';
import { vendorModels } from '../kit/vendor-models';

const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
const expectModel = vendorModels('kubernetes/models.json');
const isChange = /scale$|horizontalpodautoscalers\/[^/]+$/;

scalerContract('Kubernetes', async () => {
  let ahead = 0;
  const server = await startKubernetes({ now: () => Date.now() + ahead, podSeconds: 20 });
  const production = (name: string) => ({ namespace: 'production', name });
  server.change({ ...production('order-service'), replicas: 2, autoscaler: { minimum: 2, maximum: 8 } });
  ahead += 60_000;
  const scalerWith = (token: string) =>
    createKubernetes({ apiUrl: server.url, token }, checked(createHttp('Kubernetes', timing)));
  return {
    scaler: scalerWith(server.token),
    expired: scalerWith('a token that has expired'),
    target: production('api-gateway'),
    governed: production('order-service'),
    missing: production('nothing'),
    impossible: { target: production('order-service'), replicas: 9, autoscaler: true },
    fault: (fault, { changes, ...hits } = {}) =>
      server.faults.set(
        ...(changes ? ['PUT', 'PATCH'] : [undefined]).map((method) => ({
          ...fault,
          ...hits,
          ...(method && { method }),
        })),
      ),
    clearFaults: () => server.faults.clear(),
    setByHand: (target, replicas) => server.change({ ...target, replicas }),
    failToStart(target) {
      server.change({ ...target, quota: 15 });
      return { words: 'exceeded quota' };
    },
    hang: (target) => server.change({ ...target, stuck: true }),
    changes: () =>
      server.requests
        .list()
        .filter(({ method, path, query }) => method !== 'GET' && isChange.test(path) && !query['dryRun']).length,
    advance: (seconds) => void (ahead += seconds * 1_000),
    seconds: 60,
    close: () => server.close(),
  };
});

/** Every request and every answer is held against Kubernetes' own models. */
function checked(http: VendorHttp): VendorHttp {
  return {
    vendor: http.vendor,
    async send(address, request) {
      const { pathname } = new URL(address);
      const list = pathname.endsWith('horizontalpodautoscalers');
      const model = pathname.endsWith('/scale')
        ? 'V1Scale'
        : pathname.includes('horizontalpodautoscalers')
          ? `V2HorizontalPodAutoscaler${list ? 'List' : ''}`
          : 'V1Deployment';
      if (request.method === 'PUT') expectModel(model, JSON.parse(request.body ?? ''));
      const answer = await http.send(address, request);
      if (answer.headers.get('content-type')?.includes('json'))
        expectModel(answer.status < 400 ? model : 'V1Status', JSON.parse(answer.text));
      return answer;
    },
  };
}
