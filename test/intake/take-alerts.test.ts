import { wakeIncidents } from '../../src/activities/incident/wake-incidents';
import { takeAlerts } from '../../src/intake/take-alerts';
import { type AlertGroup } from '../../src/model/alert-group';
import { incidentWorld, type IncidentWorld } from '../kit/incident-world';

const MINUTE = 60_000;

function take(world: IncidentWorld, over: Partial<AlertGroup> = {}) {
  const group: AlertGroup = {
    key: '{}:{service="payment-service"}',
    title: 'Payments fail',
    firing: 1,
    alerts: [{ name: 'HighErrorRate', count: 1, summary: 'Too many 5xx' }],
    moreNames: 0,
    since: '2026-03-04T14:58:00.000Z',
    labels: { service: 'payment-service', environment: 'production' },
    ...over,
  };
  return takeAlerts(world.alertIntake(), group);
}

async function tell(world: IncidentWorld, over: Partial<AlertGroup> = {}) {
  const taken = await take(world, over);
  await world.durable.settle();
  return taken;
}

const quiet = (world: IncidentWorld) => tell(world, { firing: 0, alerts: [] });
const asked = (world: IncidentWorld) =>
  world.said('C0INCID').filter(({ text }) => text.includes('HighErrorRate') || text.includes('resolved since'));
const lines = (world: IncidentWorld) =>
  asked(world).map(({ view }) =>
    (view.actions ?? []).flatMap((action) => (action.kind === 'run' ? [action.line] : [])),
  );

/** What the newest message's button says. */
async function press(world: IncidentWorld, who: string, label: string) {
  const action = asked(world)
    .at(-1)!
    .view.actions!.find((one) => one.kind === 'run' && one.label === label);
  if (action?.kind !== 'run') throw new Error(`There is no ${label}.`);
  return world.ask(who, action.line);
}

it('asks once for a group, and shows what comes and goes in that one message', async () => {
  const world = incidentWorld();
  await tell(world);
  expect(asked(world)[0]?.text).toContain('Payments fail: create an incident?');
  expect(asked(world)[0]?.text).toContain('Service: payment-service');
  await tell(world, { firing: 3, alerts: [{ name: 'HighErrorRate', count: 3 }] });
  expect(asked(world)).toHaveLength(1);
  expect(asked(world)[0]?.text).toContain('3 alerts: HighErrorRate ×3');
  expect(lines(world)[0]).toHaveLength(4);
  await quiet(world);
  expect(asked(world)[0]?.text).toContain('No incident was opened.');
  expect(lines(world)).toEqual([[]]);
});

it('a storm of 500 deliveries in one go is one message that tells the last of them', async () => {
  const world = incidentWorld();
  const deliveries = Array.from({ length: 500 }, (_, index) => index + 1);
  for (const firing of deliveries) {
    await takeAlerts(world.alertIntake(), {
      key: 'storm',
      title: 'Everything is down',
      firing,
      alerts: [{ name: 'HighErrorRate', count: firing }],
      moreNames: 0,
      since: '2026-03-04T14:58:00.000Z',
      labels: {},
    });
  }
  await world.durable.settle();
  expect(asked(world)).toHaveLength(1);
  expect(asked(world)[0]?.text).toContain('500 alerts: HighErrorRate ×500');
});

it('a press opens the incident under the name of who pressed, of the service that the alerts are of', async () => {
  const world = incidentWorld();
  await tell(world);
  expect(await press(world, 'erin', 'Create SEV-1')).toMatchObject({ result: 'success' });
  expect(world.channels.map(({ name }) => name)).toEqual(['inc-20260304-payment']);
  expect(world.pages).toMatchObject([{ source: 'payment-service', severity: 'critical' }]);
  expect(asked(world)[0]?.text).toContain('inc-20260304-payment, opened by @erin.');
  expect(lines(world)).toEqual([[]]);
  expect(world.said('C0INCID').some(({ text }) => text.includes('SEV-1 Incident Created: Payments fail'))).toBe(true);
});

it('looked at while its incident is being opened, it shows the incident in the end', async () => {
  const world = incidentWorld();
  await tell(world);
  const { proposals } = world.dependencies;
  const opened = proposals.opened.bind(proposals);
  world.dependencies.proposals.opened = async (...args) => {
    await tell(world, { firing: 2, alerts: [{ name: 'HighErrorRate', count: 2 }] });
    expect(asked(world)[0]?.text).toContain('An incident is being opened by @erin.');
    await opened(...args);
  };
  await press(world, 'erin', 'Create SEV-1');
  expect(asked(world)[0]?.text).toContain('inc-20260304-payment, opened by @erin.');
});

it('what ends while its incident is being opened is told all the same', async () => {
  const world = incidentWorld();
  await tell(world);
  const { incidents } = world.dependencies;
  const open = incidents.open.bind(incidents);
  world.dependencies.incidents.open = async (...args) => {
    await quiet(world);
    return open(...args);
  };
  await press(world, 'erin', 'Create SEV-1');
  expect(world.posts.filter(({ text }) => text.includes('all alerts are resolved'))).toHaveLength(1);
});

it('what ends while the message is just being brought up to date is shown in it too', async () => {
  const world = incidentWorld();
  await tell(world);
  await press(world, 'erin', 'Create SEV-1');
  const { proposals } = world.dependencies;
  const keepSaid = proposals.keepSaid.bind(proposals);
  proposals.keepSaid = async (...said) => {
    proposals.keepSaid = keepSaid;
    await take(world, { firing: 0, alerts: [] });
    await keepSaid(...said);
  };
  await tell(world, { firing: 2, alerts: [{ name: 'HighErrorRate', count: 2 }] });
  expect(asked(world)[0]?.text).toContain('All alerts are resolved since');
});

it('what is told of the group while its incident is being opened is in the timeline', async () => {
  const world = incidentWorld();
  await tell(world);
  const { proposals } = world.dependencies;
  const opened = proposals.opened.bind(proposals);
  world.dependencies.proposals.opened = async (...args) => {
    await quiet(world);
    await opened(...args);
  };
  await press(world, 'erin', 'Create SEV-1');
  const { told } = await world.ask('erin', '/incident timeline', 'C1');
  expect(told!.text).toContain('Alertmanager says: 1 alert: HighErrorRate');
  expect(told!.text).toContain('Alertmanager says: all alerts are resolved');
});

it('two who press open one incident, and the second is told who was first', async () => {
  const world = incidentWorld();
  await tell(world);
  const [, second] = lines(world)[0]!;
  await press(world, 'erin', 'Create SEV-1');
  const { told, reasonCode } = await world.ask('bob', second!);
  expect(reasonCode).toBe('request_over');
  expect(told?.text).toContain('@erin has opened inc-20260304-payment of these alerts already');
  expect(world.channels).toHaveLength(1);
});

it('once there is an incident, what comes and goes is in its timeline, and nobody is asked', async () => {
  const world = incidentWorld();
  await tell(world);
  await press(world, 'erin', 'Create SEV-2');
  await tell(world, { firing: 2, alerts: [{ name: 'HighErrorRate', count: 2 }] });
  await tell(world, { firing: 2, alerts: [{ name: 'HighErrorRate', count: 2 }] });
  await quiet(world);
  const { told } = await world.ask('erin', '/incident timeline', 'C1');
  const timeline = told!.text.split('\n').filter((line) => line.includes('Alertmanager'));
  expect(timeline.map((line) => line.replace(/^.*Alertmanager/, 'Alertmanager'))).toEqual([
    'Alertmanager says: 1 alert: HighErrorRate',
    'Alertmanager says: 2 alerts: HighErrorRate ×2',
    'Alertmanager says: all alerts are resolved',
  ]);
  expect(world.said('C1').filter(({ text }) => text.includes('all alerts are resolved'))).toHaveLength(1);
  expect(asked(world)).toHaveLength(1);
});

it('what fires again after its incident was resolved is asked about anew', async () => {
  const world = incidentWorld();
  await tell(world);
  await press(world, 'erin', 'Create SEV-2');
  await quiet(world);
  await world.ask('erin', '/incident resolve "Rolled back"', 'C1');
  await world.durable.advance(MINUTE);
  await tell(world);
  expect(lines(world).map((one) => one.length)).toEqual([0, 4]);
});

it('what was dismissed stays so until it has been quiet for an hour', async () => {
  const world = incidentWorld();
  await tell(world);
  expect(await press(world, 'bob', 'Dismiss')).toMatchObject({ result: 'success' });
  expect(asked(world)[0]?.text).toContain('Dismissed by @bob.');
  await quiet(world);
  await world.durable.advance(59 * MINUTE);
  await tell(world);
  expect(asked(world)).toHaveLength(1);
  await quiet(world);
  await world.durable.advance(61 * MINUTE);
  await tell(world);
  expect(lines(world).map((one) => one.length)).toEqual([0, 4]);
});

it('a button of an earlier asking does nothing', async () => {
  const world = incidentWorld();
  await tell(world);
  const [old] = lines(world)[0]!;
  await quiet(world);
  await world.durable.advance(61 * MINUTE);
  await tell(world);
  expect((await world.ask('erin', old!)).reasonCode).toBe('request_over');
  expect(world.channels).toEqual([]);
});

it('is asked in the end when the chat is away, or a wake-up is lost', async () => {
  const world = incidentWorld();
  const { ChatError } = await import('../../src/platforms/chat-error');
  let away = true;
  world.breakWith((what) => {
    if (away && what.startsWith('post')) throw new ChatError('Slack is away.', 'http_500', true);
  });
  await tell(world);
  away = false;
  await world.durable.advance(MINUTE);
  expect(asked(world)).toHaveLength(1);
  world.durable.lostWakes = 1;
  await tell(world, { firing: 2, alerts: [{ name: 'HighErrorRate', count: 2 }] });
  world.durable.lostWakes = 0;
  await wakeIncidents(world.dependencies, world.durable, new Date(world.durable.now), console);
  await world.durable.settle();
  expect(asked(world)[0]?.text).toContain('×2');
});

it('what never fired is nothing', async () => {
  const world = incidentWorld();
  expect(await quiet(world)).toBe('nothing fires');
  expect(world.posts).toEqual([]);
});

it.each([
  ['/incident create --alerts alr-0000000000-1 --severity sev1', 'There are no alerts'],
  ['/incident create --alerts ../x --severity sev1', 'There are no alerts'],
  ['/incident create --severity sev1', 'The title is missing'],
  ['/incident create --alerts x --private --severity sev1', '--private does not go with --alerts'],
  ['/incident dismiss alr-0000000000-1', 'There are no alerts'],
])('%s is told', async (line, words) => {
  const world = incidentWorld();
  const { message, result } = await world.ask('erin', line);
  expect({ message, result }).toEqual({ message: expect.stringContaining(words) as string, result: 'invalid' });
});

it('hostile words stay words', async () => {
  const world = incidentWorld();
  await tell(world, { title: '<!channel> --severity sev3 "quoted" `x`', labels: { service: '__proto__' } });
  await press(world, 'erin', 'Create SEV-1');
  expect(world.said('C0INCID').at(-1)?.text).toContain(
    'SEV-1 Incident Created: <!channel> --severity sev3 "quoted" `x`',
  );
});
