import { readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

const INCIDENTS = 'C0INCID';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());
afterEach(() => {
  stage.stack.slack.faults.clear();
  stage.stack.statuspage.faults.clear();
});

/** Opens an incident in #incidents and gives what is seen of it. */
async function create(title: string, who = 'dave') {
  const at = new Date().toISOString();
  const line = `/incident create "${title}" --severity sev1`;
  await stage.audience.as(who).command(INCIDENTS, '/incident', line.slice('/incident '.length));
  const card = () => texts(INCIDENTS).findLast((text) => text.includes(title)) ?? '';
  return { at, line, card };
}

function texts(channel: string): string[] {
  return stage.stack.slack.workspace
    .messages(channel)
    .filter(({ only_for, deleted }) => !only_for && !deleted)
    .map(readable);
}

/** Names of the files in a channel. */
function files(channel: string): string[] {
  return stage.stack.slack.workspace
    .messages(channel)
    .flatMap(({ files = [] }) => (files as { name: string }[]).map(({ name }) => name));
}

async function fileOf(channel: string, ending: string): Promise<string> {
  const all = stage.stack.slack.workspace.messages(channel).flatMap(({ files = [] }) => files);
  const { url_private: url } = (all as { name: string; url_private: string }[]).find(({ name }) =>
    name.endsWith(ending),
  )!;
  return (await fetch(url)).text();
}

const rooms = (word: string) => stage.stack.slack.workspace.state.channels.filter(({ name }) => name.includes(word));
const alerts = (word: string) => stage.stack.pagerDuty.state().alerts.filter(({ key }) => key.includes(word));
const page = (title: string) => stage.stack.statuspage.state().incidents.filter(({ name }) => name === title);

async function until(what: () => boolean, seconds = 20): Promise<void> {
  if (!(await stage.audience.until(what, seconds))) throw new Error(`It did not come to pass: ${String(what)}`);
}

it('is created, updated in its channel and resolved, with a record of each command', async () => {
  const { at, line, card } = await create('Orders are lost');
  await until(
    () => card().includes('Status page updated: Investigating') || /Status page updated.*Investigating/.test(card()),
  );
  const [room] = rooms('order');
  expect(room).toMatchObject({
    name: expect.stringMatching(/^inc-\d{8}-order$/) as string,
    members: ['U0BOT', 'U0DAVE'],
  });
  await until(() => room!.pins.length === 1);
  expect(alerts('order')).toMatchObject([{ status: 'triggered', severity: 'critical', source: 'order-service' }]);
  await until(() => room!.bookmarks?.map(({ title }) => title).join() === 'Dashboard,Status page');
  const { ts } = await stage.audience.as('dave').say(room!.id, 'Disks are full since 14:50 *now*');
  await stage.audience.as('dave').react(room!.id, ts, 'pushpin');
  await stage.audience.as('dave').command(room!.id, '/incident', 'update "Root cause identified: a full disk"');
  await until(() => texts(room!.id).some((text) => text.includes('Update posted to status page')));
  await stage.audience.as('dave').command(room!.id, '/incident', 'resolve "Disk emptied"');
  await until(() => texts(room!.id).some((text) => text.includes('Postmortem scheduled for')));
  await until(() => files(room!.id).length === 2);
  const document = await fileOf(room!.id, '.md');
  expect(document).toContain('@dave said: Disks are full since 14:50 \\*now\\* 📌');
  expect(document).toContain('## Cause\n\nRoot cause identified: a full disk\n');
  expect(files(room!.id).sort()).toEqual([`${room!.name}-postmortem.ics`, `${room!.name}-postmortem.md`]);
  expect(stage.stack.graph.calendars.events).toMatchObject([{ subject: 'Postmortem: Orders are lost' }]);
  expect(page('Orders are lost')).toMatchObject([{ status: 'resolved', impact: 'critical' }]);
  expect(page('Orders are lost')[0]?.incident_updates).toHaveLength(3);
  expect(alerts('order')).toMatchObject([{ status: 'resolved' }]);
  expect(await stage.audience.outcome(line, at)).toMatchObject({
    user: '@dave',
    result: 'success',
    action: 'incident',
  });
}, 60_000);

it('without a severity is offered the three, and a press opens it', async () => {
  const { audience } = stage;
  const since = audience.now();
  await audience.as('erin').command(INCIDENTS, '/incident', 'create "The gateway is slow"');
  const offered = await audience.until(
    () =>
      stage.stack.slack.workspace.messages(INCIDENTS).find(({ ts, only_for }) => ts >= since && only_for === 'U0ERIN'),
    15,
  );
  expect(readable(offered!)).toContain('How bad is it?');
  await audience.as('erin').click(INCIDENTS, offered!.ts, 'run-1');
  await until(() => texts(INCIDENTS).some((text) => text.includes('SEV-2 Incident Created: The gateway is slow')));
}, 45_000);

it('shows hostile words as they are, everywhere', async () => {
  const title = 'Payment <!channel> <https://evil.example|click> *x* & "quotes\\" <script>alert(1)</script>';
  await stage.audience.as('dave').command(INCIDENTS, '/incident', `create '${title}' --severity sev3`);
  const shown = () => stage.stack.statuspage.state().incidents.find(({ name }) => name.startsWith('Payment @channel'));
  await until(() => rooms('payment').length > 0 && alerts('payment').length > 0 && shown() !== undefined);
  const [room] = rooms('payment');
  expect(room?.name).toMatch(/^inc-\d{8}-payment$/);
  await until(() => room!.topic !== '');
  expect(room!.topic).not.toMatch(/<!|<http/);
  for (const { text } of stage.stack.slack.workspace.messages(INCIDENTS))
    expect(text).not.toMatch(/<!channel>|<https:\/\/evil/);
  const html = await (await fetch(stage.stack.statuspage.url)).text();
  expect(html).not.toContain('<script>alert');
}, 45_000);

it('is told what fails, and the button mends it; the rest is there at once', async () => {
  stage.stack.statuspage.faults.set({ kind: 'error', status: 401 });
  const { card } = await create('Nobody can order');
  await until(() => card().includes('failed: Statuspage'));
  expect(card()).toContain('order-team');
  expect(card()).toContain('Try again: Status page');
  stage.stack.statuspage.faults.clear();
  const { workspace } = stage.stack.slack;
  const message = workspace.messages(INCIDENTS).findLast(({ text }) => text.includes('Nobody can order'));
  await stage.audience.as('erin').click(INCIDENTS, message!.ts, 'run-0');
  await until(() => page('Nobody can order').length === 1 && !card().includes('Try again'));
}, 45_000);

it.each(['conversations.create', 'chat.postMessage', 'conversations.invite', 'pins.add'])(
  'makes one channel and one card when the answer of %s is lost',
  async (method) => {
    const title = `Api trouble with ${method.replace('.', ' ')}`;
    stage.stack.slack.faults.set({ kind: 'reset-after', method, times: 1 });
    const { card } = await create(title);
    const name = () => /#(inc-[\w-]+)/.exec(card())?.[1];
    await until(() => name() !== undefined, 25);
    await until(() => rooms(name()!)[0]?.pins.length === 1, 25);
    expect(texts(INCIDENTS).filter((text) => text.includes(title))).toHaveLength(1);
    expect(texts(rooms(name()!)[0]!.id)).toHaveLength(1);
    expect(rooms(name()!).filter((room) => room.name === name())).toHaveLength(1);
  },
  45_000,
);

it.each([5, 7, 9])(
  'does everything once when the host dies around its %ith function call',
  async (call) => {
    const { stack } = stage;
    const title = `Order trouble number ${call}`;
    await stack.host().stop();
    const doomed = await stack.restartHost([`--crash-at`, `invocation:${call}:${call % 2 ? 'after' : 'before'}`]);
    await create(title);
    await Promise.race([doomed.ended, new Promise((resolve) => setTimeout(resolve, 8_000).unref())]);
    await doomed.kill();
    await stack.restartHost();
    await until(() => page(title).length > 0 && texts(INCIDENTS).some((text) => text.includes(title)), 30);
    const key = () => (page(title)[0]?.metadata['countersign'] as { incident: string }).incident;
    await until(() => alerts(key()).length === 1 && rooms(key())[0]?.pins.length === 1, 30);
    expect(page(title)).toHaveLength(1);
    expect(rooms(key()).filter(({ name }) => name.startsWith(key()))).toHaveLength(1);
    expect(texts(INCIDENTS).filter((text) => text.includes(title))).toHaveLength(1);
    expect(texts(rooms(key())[0]!.id)).toHaveLength(1);
  },
  60_000,
);

it('leaves every book in order', async () => {
  await stage.stack.slack.idle();
  expect(await auditTheBooks(stage)).toEqual([]);
}, 30_000);
