import { type Stage, openStage } from './stage';

/** The conversation of the article, in Teams, on the product as built. */
const CREATE = '@Countersign incident create "Payment processing failures" --severity sev1';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

async function until(what: () => boolean, seconds = 30): Promise<void> {
  if (!(await stage.audience.until(what, seconds))) throw new Error(`It did not come to pass: ${String(what)}`);
}

it('an incident has its channel in the team, is updated there, resolved, and has its postmortem', async () => {
  const { teams, graph, pagerDuty, statuspage } = stage.stack;
  const { tenant } = teams;
  const texts = (place: string) =>
    tenant
      .messages(place)
      .filter(({ from, deleted }) => from === 'Countersign' && !deleted)
      .map(({ text }) => text);
  const says = (place: string, words: string) => texts(place).some((text) => text.includes(words));

  await tenant.as('dave').say('incidents', CREATE);
  await until(() => graph.team.channels.length === 1);
  const { id, displayName } = graph.team.channels[0]!;
  expect(displayName).toMatch(/^inc-\d{8}-payment$/);
  await until(
    () => says('incidents', 'SEV-1 Incident Created: Payment processing failures') && says(id, 'Incident Created'),
  );
  await until(() => says(id, 'PagerDuty notified: payment-team') && says(id, 'Status page updated: Investigating'));
  expect(graph.team.channels[0]?.description).toContain('SEV-1 · Investigating · commander @dave');
  expect(texts('incidents')).toHaveLength(1);

  await tenant.as('dave').say(id, '@Countersign incident update "Root cause identified: Stripe API key expired"');
  await until(() => says(id, 'Update posted to status page'));
  const said = await tenant.as('bob').say(id, 'Refusals began at 14:58');
  const picked = await tenant.as('dave').pick(id, said.id, 'keepInTimeline');
  expect(picked.message).toBe(`✅ ${displayName} keeps this in its timeline 📌\nRefusals began at 14:58`);
  const elsewhere = await tenant.as('alice').say('deployments', 'Lunch?');
  const refused = await tenant.as('dave').pick('deployments', elsewhere.id, 'keepInTimeline');
  expect(refused.message).toBe('ℹ️ Nothing was kept.\nThis conversation is no incident’s.');

  await tenant.as('dave').say(id, '@Countersign incident resolve "Stripe API key rotated"');
  await until(() => says(id, 'Postmortem scheduled for') && graph.team.library.files.length === 2);
  const names = [`${displayName}-postmortem.ics`, `${displayName}-postmortem.md`];
  await until(() => names.every((name) => texts(id).some((text) => text.includes(name))));
  const { files } = graph.team.library;
  expect(files.map(({ folder, name }) => `${folder}/${name}`).sort()).toEqual(
    names.map((name) => `${displayName}/${name}`),
  );
  const document = files.find(({ name }) => name.endsWith('.md'))?.content.toString();
  expect(document).toContain('# Postmortem: Payment processing failures');
  expect(document).toContain('@bob said: Refusals began at 14:58 📌');
  await until(() => says('incidents', 'SEV-1 Incident Resolved'));
  expect(statuspage.state().incidents[0]).toMatchObject({ status: 'resolved' });
  expect(pagerDuty.state().alerts).toMatchObject([{ status: 'resolved' }]);
  expect(graph.calendars.events).toMatchObject([{ subject: 'Postmortem: Payment processing failures' }]);
  expect(graph.team.channels).toHaveLength(1);
}, 120_000);

it('a private one has a chat that only its people are in, and is nowhere else', async () => {
  const { graph, teams } = stage.stack;
  const { tenant } = teams;
  const before = tenant.messages('incidents').length;
  await tenant.as('dave').say('incidents', `${CREATE} --private`);
  await until(() => graph.chats.all[0]?.installed === true);
  const { id, topic, members } = graph.chats.all[0]!;
  expect(topic).toMatch(/^inc-\d{8}-payment(-2)?$/);
  const shown = () => tenant.messages(id).some(({ text }) => text.includes('Incident Created'));
  await until(shown);
  expect(members).toContain(tenant.as('dave').person.aadObjectId);
  expect(() => tenant.as('guest').say(id, 'Hello')).toThrow('is not in');
  await until(() => graph.chats.all[0]?.pinned.length === 1);
  const key = await tenant.as('dave').say(id, 'It is the key');
  const picked = await tenant.as('dave').pick(id, key.id, 'keepInTimeline');
  expect(picked.message).toBe(`✅ ${topic} keeps this in its timeline 📌\nIt is the key`);
  expect(graph.team.channels).toHaveLength(1);
  const said = tenant.messages('incidents').slice(before);
  expect(said.filter(({ from }) => from === 'Countersign')).toEqual([]);
}, 90_000);
