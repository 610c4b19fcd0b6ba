import ICAL from 'ical.js';
import { away, incidentWorld, type IncidentWorld, wrong } from '../kit/incident-world';

const CREATE = '/incident create "Payment processing failures" --severity sev1';
const ID = 'inc-20260304-payment';
const ROOM = 'C1';
const MINUTE = 60_000;

/** An incident of the article that was just resolved. */
async function resolved(before: (world: IncidentWorld) => void = () => {}) {
  const world = incidentWorld();
  await world.ask('dave', CREATE);
  await world.ask('dave', '/incident update "Root cause identified: Stripe API key expired"', ROOM);
  await world.durable.advance(23 * MINUTE);
  before(world);
  await world.ask('dave', '/incident resolve "Key rotated"', ROOM);
  return world;
}

const textOf = (world: IncidentWorld, name: string) =>
  String(world.files.find((file) => file.name === name)?.content ?? '');

it('has its document and its invitation as files in the channel of the incident', async () => {
  const world = await resolved();
  expect(world.files.map(({ channel, name, type }) => [channel, name, type])).toEqual([
    [ROOM, `${ID}-postmortem.md`, 'text/markdown'],
    [ROOM, `${ID}-postmortem.ics`, 'text/calendar'],
  ]);
  const document = textOf(world, `${ID}-postmortem.md`);
  expect(document).toContain('# Postmortem: Payment processing failures\n');
  expect(document).toContain('## Cause\n\nRoot cause identified: Stripe API key expired\n');
  expect(document).toContain('@bob `/deploy payment-service v2 production`: success');
  const parsed = new ICAL.Component(ICAL.parse(textOf(world, `${ID}-postmortem.ics`)) as never);
  const event = new ICAL.Event(parsed.getAllSubcomponents('vevent')[0]);
  // 2 PM in Berlin, where payment-service's team works.
  expect(event.startDate.toJSDate().toISOString()).toBe('2026-03-05T13:00:00.000Z');
});

it('is written by the template of the company, in which what people said fills in nothing', async () => {
  const world = incidentWorld({
    change: ({ incidents }) => (incidents.postmortem = '{{title}} | {{severity}} | {{cause}}'),
  });
  await world.ask('dave', '/incident create "Payment of {{cause}} fails" --severity sev2');
  await world.ask('dave', '/incident resolve "Done"', ROOM);
  expect(textOf(world, `${ID}-postmortem.md`)).toBe('Payment of {{cause}} fails | SEV-2 | …');
});

it('is given again, with what came after, to whoever asks', async () => {
  const world = await resolved();
  await world.ask('dave', '/incident action "Rotate by machine" --owner @erin', ROOM);
  const { told } = await world.ask('erin', '/incident postmortem', ROOM);
  expect(told?.text).toContain('in your direct messages with me');
  const given = world.files.at(-1);
  expect(given).toMatchObject({ account: 'U0ERIN', name: `${ID}-postmortem.md` });
  expect(String(given?.content)).toContain('- [ ] Rotate by machine (@erin)');
});

it('of a private incident is in its channel alone', async () => {
  const world = incidentWorld();
  await world.ask('dave', `${CREATE} --private`);
  await world.ask('dave', '/incident resolve "Key rotated"', ROOM);
  expect(world.files.map(({ channel }) => channel)).toEqual([ROOM, ROOM]);
  expect(world.meetings).toEqual([]);
});

it('of a private incident without a channel is nowhere', async () => {
  const world = incidentWorld();
  world.breakWith((what) => {
    if (what.startsWith('create ')) throw wrong();
  });
  await world.ask('dave', `${CREATE} --private`);
  await world.ask('dave', `/incident resolve "Key rotated" --id ${ID}`);
  expect(world.files).toEqual([]);
});

describe('a meeting in the calendar', () => {
  it('is made once, with those who are called together, and moved when the incident was reopened', async () => {
    const world = await resolved();
    expect(world.meetings).toMatchObject([
      {
        title: 'Postmortem: Payment processing failures',
        text: `Led by @dave.\nWhat ended ${ID}: Key rotated`,
        from: new Date('2026-03-05T13:00:00Z'),
        to: new Date('2026-03-05T14:00:00Z'),
      },
    ]);
    const emails = world.meetings[0]!.invited.map(({ email }) => email);
    expect(emails).toContain('dave@demo-company.example');
    await world.ask('dave', '/incident reopen "It is back"', ROOM);
    await world.durable.advance(24 * 60 * MINUTE);
    await world.ask('dave', '/incident resolve "Rotated again"', ROOM);
    expect(world.meetings).toMatchObject([{ from: new Date('2026-03-06T13:00:00Z') }]);
    expect(world.files.map(({ name }) => name).slice(2)).toEqual([`${ID}-postmortem-2.md`, `${ID}-postmortem-2.ics`]);
  });

  it('that cannot be made is told with a button, and keeps no file away', async () => {
    const world = await resolved((it) =>
      it.breakWith((what) => {
        if (what === 'calendar schedule') throw wrong();
      }),
    );
    expect(world.files).toHaveLength(2);
    const answer = world.said(ROOM).find(({ text }) => text.includes('Incident resolved after'))!;
    expect(answer.text).toContain('⚠️ Postmortem: ⚠️ failed');
    expect(answer.view.actions).toMatchObject([{ line: `/incident retry postmortem --id ${ID}` }]);
    world.breakWith(() => {});
    await world.ask('dave', '/incident retry postmortem', ROOM);
    expect(world.meetings).toHaveLength(1);
    expect(world.files).toHaveLength(2);
    expect(answer.text).toContain('Postmortem scheduled for tomorrow 2 PM');
  });
});

it.each([`attached ${ID}-postmortem.md`, `attached ${ID}-postmortem.ics`, 'calendar scheduled'])(
  'has nothing twice when the answer is lost (%s)',
  async (what) => {
    let left = 1;
    const world = await resolved((it) =>
      it.breakWith((one) => {
        if (one === what && left-- > 0) throw away();
      }),
    );
    await world.durable.advance(MINUTE);
    expect(world.files.map(({ name }) => name).sort()).toEqual([`${ID}-postmortem.ics`, `${ID}-postmortem.md`]);
    expect(world.meetings).toHaveLength(1);
    expect(world.said(ROOM).some(({ text }) => text.includes('Postmortem scheduled for tomorrow 2 PM'))).toBe(true);
  },
);
