// Usage: npm run histories -- VERSION
// Plays deploys on the real stack and writes what the Durable engine kept of them to test/fixtures/histories/VERSION/: what a later
// version has to be able to go on with. Done once for each version that is released, before its orchestrators change again.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { CHANNEL } from '../../local/demo/audience';
import { openStage } from '../e2e/stage';

interface Kept {
  name: string;
  instanceId: string;
  input: string | null;
}

async function play(home: string): Promise<void> {
  const stage = await openStage({ runSeconds: 3 });
  const { audience } = stage;
  const approved = await stage.request('alice', 'order-service v2.4.1 production');
  await audience.as('bob').click(CHANNEL, approved.ts, 'approve');
  await audience.shown(approved.since, ['Deploy complete. Health check passed.'], 60);
  const rejected = await stage.request('alice', 'order-service v2.4.0 production');
  await audience.as('bob').react(CHANNEL, rejected.ts, 'x');
  await stage.outcomeOf(rejected);
  const free = await stage.ask('alice', 'order-service v2.4.1 staging');
  await audience.shown(free.since, ['Deploy complete. Health check passed.'], 60);
  await stage.outcomeOf(free);
  await stage.stack.host().stop();
  await keep(join(stage.folder, 'home', 'host'), home);
  await stage.close();
}

async function keep(store: string, target: string): Promise<void> {
  const db = new ClassicLevel(store, { keyEncoding: 'utf8', valueEncoding: 'utf8', compression: false });
  await db.open();
  const counts: Record<string, number> = {};
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
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
void play(target).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
