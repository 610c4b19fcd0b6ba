import { startPagerDuty } from '../../local/sandbox/pagerduty/start-pagerduty';
import { createHttp } from '../../src/connectors/http';
import { createPagerDuty } from '../../src/connectors/pagerduty';
import { pagerContract } from '../contracts/pager';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };

pagerContract('PagerDuty', async () => {
  const server = await startPagerDuty();
  const { url: eventsUrl, routingKey } = server;
  const http = () => createHttp('PagerDuty', timing);
  return {
    pager: createPagerDuty({ eventsUrl, routingKey }, http()),
    expired: createPagerDuty({ eventsUrl, routingKey: 'x'.repeat(32) }, http()),
    inbox: () =>
      server.state().alerts.map(({ key, summary, status }) => ({
        key,
        summary,
        resolved: status === 'resolved',
        acknowledged: status === 'acknowledged',
      })),
    fault: (kind, times) =>
      server.faults.set({ kind, ...(kind === 'slow' && { milliseconds: 1_000 }), ...(times ? { times } : {}) }),
    close: () => server.close(),
  };
});

const page = { key: 'incident-1', summary: 'Payments fail', severity: 'critical', source: 'payment-service' } as const;

it('a service’s own routing key goes before the common one', async () => {
  const server = await startPagerDuty();
  const { url: eventsUrl, routingKey } = server;
  await createPagerDuty({ eventsUrl, routingKey: 'x'.repeat(32) }).trigger({ ...page, routingKey });
  expect(server.state().alerts).toHaveLength(1);
  await server.close();
});

it('without any routing key it says which setting is missing', async () => {
  const pager = createPagerDuty({ eventsUrl: 'http://127.0.0.1:9' });
  await expect(pager.trigger(page)).rejects.toThrow(/PAGERDUTY_ROUTING_KEY/);
});
