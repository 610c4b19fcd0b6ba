import { type PagerNews } from '../../src/model/pager-news';
import { takePagerNews } from '../../src/intake/take-pager-news';
import { incidentWorld, type IncidentWorld } from '../kit/incident-world';

const CREATE = '/incident create "Payment processing failures" --severity sev1';
const ID = 'inc-20260304-payment';
const ROOM = 'C1';

let news = 0;

/** The pager tells of something, and everything that can happen now happens. */
async function tell(world: IncidentWorld, what: PagerNews['what'], over: Partial<PagerNews> = {}) {
  const id = `E${++news}`;
  const at = new Date(world.durable.now).toISOString();
  const by = { id: 'PBOB', name: 'Bob B.' };
  const taken = await takePagerNews(world.pagerIntake(), { id, what, key: ID, at, by, to: [], ...over });
  await world.durable.settle();
  return taken;
}

const card = (world: IncidentWorld) => world.said('C0INCID')[0]!;
const inRoom = (world: IncidentWorld, words: string) => world.said(ROOM).filter(({ text }) => text.includes(words));

describe('acknowledged in the pager', () => {
  it('is on the card and told in the incident’s channel, and nothing goes back to the pager', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    expect(card(world).view.actions).toContainEqual({
      kind: 'run',
      label: 'Acknowledge',
      line: `/incident ack --id ${ID}`,
    });
    expect(await tell(world, 'acknowledged')).toBe('taken');
    expect(card(world).text).toContain('Acknowledged by: @bob (in PagerDuty)');
    expect(card(world).view.actions).toEqual([]);
    expect(inRoom(world, '@bob acknowledged it in PagerDuty')).toHaveLength(1);
    expect(world.acknowledgements).toEqual([]);
    expect(world.audit).toContainEqual(expect.objectContaining({ kind: 'notice', user: '@bob' }));
  });

  it('told twice is one', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await tell(world, 'acknowledged', { id: 'same' });
    const before = structuredClone(world.posts);
    expect(await tell(world, 'acknowledged', { id: 'same' })).toBe('taken');
    expect(world.posts).toEqual(before);
  });

  it('by somebody whom only the pager knows has their name', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await tell(world, 'acknowledged', { by: { id: 'PX', name: 'Zoë <!channel>' } });
    expect(card(world).text).toContain('Acknowledged by: Zoë <!channel> (in PagerDuty)');
  });

  it('and given to another waits for them', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await tell(world, 'acknowledged');
    await tell(world, 'reassigned', { to: [{ id: 'PERIN', name: 'Erin' }] });
    expect(inRoom(world, '@bob reassigned it to @erin in PagerDuty')).toHaveLength(1);
    expect(world.channels[0]?.members).toEqual(['U0DAVE', 'U0BOB', 'U0ERIN']);
    expect(card(world).text).not.toContain('Acknowledged by');
    await tell(world, 'acknowledged', { by: { id: 'PERIN', name: 'Erin' } });
    await tell(world, 'unacknowledged', { by: undefined });
    expect(inRoom(world, 'PagerDuty gave it back')).toHaveLength(1);
    expect(card(world).text).not.toContain('Acknowledged by');
  });
});

describe('acknowledged in the chat', () => {
  it('is acknowledged in the pager once, and its echo changes nothing', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.ask('erin', '/incident ack', ROOM);
    expect(world.acknowledgements).toEqual([ID]);
    expect(card(world).text).toContain('Acknowledged by: @erin');
    const before = structuredClone(world.posts);
    expect(await tell(world, 'acknowledged', { by: undefined })).toBe('echo');
    expect(world.posts).toEqual(before);
    await world.ask('dave', '/incident severity sev2', ROOM);
    expect(world.acknowledgements).toEqual([ID]);
  });

  it('by another is told who has it', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.ask('erin', '/incident ack', ROOM);
    const { told, reasonCode } = await world.ask('bob', '/incident ack', ROOM);
    expect(reasonCode).toBe('nothing_to_do');
    expect(told?.text).toContain('@erin has it already');
    expect(world.acknowledgements).toEqual([ID]);
  });

  it('takes no page of a team that is called afterwards', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.ask('erin', '/incident ack', ROOM);
    await world.durable.advance(1_000);
    await world.ask('erin', '/incident page order-service', ROOM);
    expect(world.acknowledgements).toEqual([ID]);
    expect(world.pages).toHaveLength(2);
  });

  it('after it was resolved in the pager pages nobody anew', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    world.pages[0]!.state = 'resolved';
    await tell(world, 'resolved');
    await world.ask('erin', '/incident ack', ROOM);
    expect(world.pages.map(({ state }) => state)).toEqual(['resolved']);
  });
});

describe('resolved in the pager', () => {
  const asked = (world: IncidentWorld) => inRoom(world, 'Is the incident over?')[0];

  it('asks whether it is over, and resolves nothing by itself', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await tell(world, 'resolved');
    expect(world.page[0]?.updates).toEqual([]);
    expect(asked(world)?.view.actions?.map((action) => 'line' in action && action.line)).toEqual([
      `/incident resolve "Resolved in PagerDuty" --id ${ID}`,
      `/incident page payment-service --id ${ID}`,
    ]);
    await world.ask('dave', `/incident resolve "Resolved in PagerDuty" --id ${ID}`, ROOM);
    expect(world.page[0]?.updates).toMatchObject([{ status: 'resolved' }]);
    expect(asked(world)).toBeUndefined();
  });

  it('is paged again by the other button', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    world.pages[0]!.state = 'resolved';
    await tell(world, 'resolved');
    await world.ask('dave', `/incident page payment-service --id ${ID}`, ROOM);
    expect(world.pages.map(({ state }) => state)).toEqual(['resolved', 'triggered']);
  });

  it('resolves what customers were not told of, as a command of who did it', async () => {
    const world = incidentWorld({ change: ({ services }) => services.forEach((one) => delete one.statusComponents) });
    await world.ask('dave', CREATE);
    await tell(world, 'resolved');
    expect(world.commanded).toMatchObject([
      {
        text: `/incident resolve "Resolved in PagerDuty" --id ${ID}`,
        origin: { account: 'U0BOB' },
        args: { what: 'resolve', id: ID },
      },
    ]);
  });

  it('because we resolved it is an echo', async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    await world.ask('dave', '/incident resolve "Rotated"', ROOM);
    expect(await tell(world, 'resolved', { by: undefined })).toBe('echo');
  });

  it('of a private incident is told in its channel alone', async () => {
    const world = incidentWorld();
    await world.ask('dave', `${CREATE} --private`);
    await tell(world, 'resolved', { by: { id: 'PX', name: 'Somebody' } });
    expect(world.said('C0INCID')).toEqual([]);
    expect(asked(world)).toBeDefined();
  });
});

it.each(['inc-20990101-nothing', '', '/', '../../x', 'inc-20260304-payment\u0000'])(
  'a page %j is not ours',
  async (key) => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    expect(await tell(world, 'acknowledged', { key })).toBe('not ours');
  },
);

it('what could not be recorded is not taken: it comes again', async () => {
  const world = incidentWorld();
  await world.ask('dave', CREATE);
  const intake = { ...world.pagerIntake(), record: () => Promise.reject(new Error('storage is away')) };
  const at = new Date(world.durable.now).toISOString();
  await expect(takePagerNews(intake, { id: 'E', what: 'acknowledged', key: ID, at, to: [] })).rejects.toThrow(
    'storage is away',
  );
  expect(card(world).text).not.toContain('Acknowledged by');
});
