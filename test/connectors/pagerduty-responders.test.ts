import { startPagerDuty } from '../../local/sandbox/pagerduty/start-pagerduty';
import { createHttp } from '../../src/connectors/http';
import { createPagerDuty } from '../../src/connectors/pagerduty';
import { createPagerDutyResponders } from '../../src/connectors/pagerduty-responders';

const timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
const page = { key: 'incident-1', summary: 'Payments fail', severity: 'critical', source: 'payment-service' } as const;
const call = {
  key: page.key,
  whom: { email: 'Bob@demo-company.example' },
  from: 'dave@demo-company.example',
  message: '@dave calls you',
};

async function open() {
  const server = await startPagerDuty();
  const { url: apiUrl, token, routingKey } = server;
  const http = () => createHttp('PagerDuty', timing);
  return {
    server,
    page: () => createPagerDuty({ eventsUrl: apiUrl, routingKey }).trigger(page),
    responders: createPagerDutyResponders({ apiUrl, token }, http()),
    expired: createPagerDutyResponders({ apiUrl, token: 'secret-that-expired' }, http()),
    called: () => server.state().alerts.flatMap(({ responders }) => responders.flatMap(({ targets }) => targets)),
  };
}

let world: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  world = await open();
});
afterEach(() => world.server.close());

it('calls somebody by address or by ID, in the name of a user', async () => {
  await world.page();
  await world.responders.call(call);
  await world.responders.call({ ...call, whom: { id: 'PERIN' } });
  expect(world.called()).toEqual(['PBOB', 'PERIN']);
  expect(world.server.state().alerts[0]?.responders[0]).toMatchObject({
    requester: 'PDAVE',
    message: '@dave calls you',
  });
});

it('calls nobody again whom an earlier call may have reached', async () => {
  await world.page();
  const since = new Date().toISOString();
  await world.responders.call(call);
  await world.responders.call(call, since);
  expect(world.called()).toEqual(['PBOB']);
});

it('a page that PagerDuty does not have yet is tried again later', async () => {
  await expect(world.responders.call(call)).rejects.toMatchObject({ name: 'VendorError', temporary: true });
});

it('somebody who is no user there is told at once', async () => {
  await world.page();
  const nobody = { email: 'nobody@demo-company.example' };
  await expect(world.responders.call({ ...call, whom: nobody })).rejects.toMatchObject({
    temporary: false,
    message: expect.stringContaining('nobody@demo-company.example') as string,
  });
  await expect(world.responders.call({ ...call, from: nobody.email })).rejects.toMatchObject({ temporary: false });
});

it('reads a user, and null for one that is not there', async () => {
  expect(await world.responders.user('PBOB')).toEqual({ id: 'PBOB', email: 'bob@demo-company.example' });
  expect(await world.responders.user('../PBOB?x')).toBeNull();
});

it('a key that is no longer good is told, without the key', async () => {
  const error: unknown = await world.expired.call(call).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'VendorError', temporary: false });
  expect((error as Error).message).not.toContain('secret-that-expired');
});

it.each(['error', 'bad-gateway', 'too-many-requests'] as const)('one %s while it reads is overcome', async (kind) => {
  await world.page();
  world.server.faults.set({ kind, times: 1 });
  await world.responders.call(call);
  expect(world.called()).toEqual(['PBOB']);
});
