// Usage: npm run histories -- VERSION
// Plays deploys, incidents and alerts on the real stack and writes what the Durable engine kept of them to
// test/fixtures/histories/VERSION/, beside what is there: what a later version has to be able to go on with. Done once for each version
// that is released, before its orchestrators change again.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { CHANNEL, readable } from '../../local/demo/audience';
import { openStage, type Stage } from '../e2e/stage';

interface Kept {
  name: string;
  instanceId: string;
  input: string | null;
}

const INCIDENTS = 'C0INCID';

async function play(home: string): Promise<void> {
  const stage = await openStage({
    runSeconds: 3,
    breakGlass: { group: 'on-call', review: '1 of team-leads', within: '60s', alert: 'incidents' },
    remind: { sev1: '5s' },
  });
  await deploys(stage);
  await brokenGlass(stage);
  await incidents(stage);
  await alerts(stage);
  await stage.audience.as('bob').openHome();
  await stage.stack.teams.tenant.as('erin').install();
  await stage.audience.until(() => Boolean(stage.audience.as('bob').home()), 30);
  await stage.stack.host().stop();
  await keep(join(stage.folder, 'home', 'host'), home);
  await stage.close();
}

/** One that is refused a vote and approved, one rejected, one without approval. */
async function deploys(stage: Stage): Promise<void> {
  const { audience } = stage;
  const approved = await stage.request('alice', 'order-service v2.4.1 production');
  await audience.as('alice').click(CHANNEL, approved.ts, 'approve');
  await audience.whispered('U0ALICE', approved.since, 'your own request');
  await audience.as('bob').click(CHANNEL, approved.ts, 'approve');
  await audience.shown(approved.since, ['Deploy complete. Health check passed.'], 60);
  const rejected = await stage.request('alice', 'order-service v2.4.0 production');
  await audience.as('bob').react(CHANNEL, rejected.ts, 'x');
  await stage.outcomeOf(rejected);
  const free = await stage.ask('alice', 'order-service v2.4.1 staging');
  await audience.shown(free.since, ['Deploy complete. Health check passed.'], 60);
  await stage.outcomeOf(free);
}

async function brokenGlass(stage: Stage): Promise<void> {
  const asked = await stage.ask('dave', 'order-service v2.4.1 production --break-glass --reason "it burns"');
  const alarm = await see(stage, INCIDENTS, 'broke the glass');
  await stage.audience.shown(asked.since, ['Deploy complete.'], 60);
  await stage.audience.as('bob').click(INCIDENTS, alarm.ts, 'run-0');
  await see(stage, INCIDENTS, 'Reviewed by');
}

/** Reminded of, marked, updated, made less severe, resolved and opened again. */
async function incidents(stage: Stage): Promise<void> {
  const dave = stage.audience.as('dave');
  await dave.command(INCIDENTS, '/incident', 'create "Orders are lost" --severity sev1');
  await see(stage, INCIDENTS, 'SEV-1 Incident Created: Orders are lost');
  const room = (await roomOf(stage, 'order')).id;
  await see(stage, room, 'status update');
  const { ts } = await dave.say(room, 'Disks are full since 14:50');
  await dave.react(room, ts, 'pushpin');
  for (const [line, words] of [
    ['update "Root cause identified: a full disk"', 'Update posted to status page'],
    ['severity sev2', 'SEV-2'],
    ['resolve "Disk emptied"', 'Postmortem scheduled for'],
    ['reopen "Full again"', 'Full again'],
  ] as const) {
    await dave.command(room, '/incident', line);
    await see(stage, room, words);
  }
}

/** One group that becomes an incident by a press, and one that is dismissed. */
async function alerts(stage: Stage): Promise<void> {
  const fire = (service: string, pods: string[], over = {}) =>
    fetch(`${stage.stack.alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        pods.map((pod) => ({
          labels: { alertname: 'HighErrorRate', service, pod },
          annotations: { summary: `${service} refuses` },
          ...over,
        })),
      ),
    });
  await fire('payment-service', ['a']);
  const question = await see(stage, INCIDENTS, 'payment-service refuses: create an incident?');
  await stage.audience.as('erin').click(INCIDENTS, question.ts, 'run-1');
  const room = (await roomOf(stage, 'payment')).id;
  await fire('payment-service', ['a', 'b']);
  await see(stage, INCIDENTS, '2 alerts: HighErrorRate ×2');
  await fire('payment-service', ['a', 'b'], { endsAt: new Date().toISOString() });
  await see(stage, room, 'all alerts are resolved');
  await fire('api-gateway', ['a']);
  const other = await see(stage, INCIDENTS, 'api-gateway refuses: create an incident?');
  await stage.audience.as('erin').click(INCIDENTS, other.ts, 'run-3');
  await see(stage, INCIDENTS, 'Dismissed by');
}

async function roomOf({ audience, stack }: Stage, word: string) {
  const room = () => stack.slack.workspace.state.channels.find(({ name, pins }) => name.includes(word) && pins.length);
  const made = await audience.until(room, 60);
  if (!made) throw new Error(`There is no channel of ${word}.`);
  return made;
}

/** The newest message that says this to all in the channel. */
async function see({ audience, stack }: Stage, channel: string, words: string) {
  const found = () =>
    stack.slack.workspace
      .messages(channel)
      .findLast((message) => !message.only_for && !message.deleted && readable(message).includes(words));
  const seen = await audience.until(found, 60);
  if (!seen) throw new Error(`Nobody saw “${words}”.`);
  return seen;
}

async function keep(store: string, target: string): Promise<void> {
  const db = new ClassicLevel(store, { keyEncoding: 'utf8', valueEncoding: 'utf8', compression: false });
  await db.open();
  // Stored ones are never changed.
  const counts: Record<string, number> = {};
  for (const file of readdirSync(target)) {
    const [, name = '', number] = /^(\w+)-(\d+)\.json$/.exec(file) ?? [];
    counts[name] = Math.max(counts[name] ?? 0, Number(number));
  }
  for await (const [key, value] of db.iterator({ gte: 'i', lt: 'j' })) {
    const { name, instanceId, input } = JSON.parse(value) as Kept;
    const turns: unknown[] = [];
    for await (const turn of db.values({ gte: `h${instanceId}\0`, lt: `h${instanceId}\u0001` }))
      turns.push(JSON.parse(turn));
    if (key !== `i${instanceId}` || turns.length === 0) throw new Error(`${key} is kept in another way by now.`);
    const number = (counts[name] = (counts[name] ?? 0) + 1);
    const history = { orchestrator: name, instanceId, input: JSON.parse(input ?? 'null') as unknown, turns };
    writeFileSync(join(target, `${name}-${number}.json`), `${JSON.stringify(history)}\n`);
    console.log(`${name}-${number}: ${turns.length} turns`);
  }
  await db.close();
}

const version = process.argv[2];
if (!version || !/^[\w.-]+$/.test(version)) throw new Error('Name the version, such as 0.1.0.');
const target = join('test/fixtures/histories', version);
mkdirSync(target, { recursive: true });
void play(target).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
