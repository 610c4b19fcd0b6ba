import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditStore, rerunsIn } from './audit-store';
import { LostError, PlayedScript } from './played-script';
import { ScriptHost } from './script-host';

const SIZES = { everything: { instances: 200, kills: 50 }, sample: { instances: 16, kills: 4 } };
/** How long a host may live once it is ready, ms. */
const LIFE_MS = [0, 1_500] as const;
/** One in so many dies before, while it takes up what was under way: so many ms after its spawn. */
const ONE_EARLY_IN = 5;
const EARLY_MS = [200, 800] as const;
/** Instances wait longer in their activities and timers than the script of the other suite, so that more is under way. */
const PACE_MS = [5, 60] as const;

/** Many instances under way, and a kill -9 at seeded moments: a few instances are begun in each life of the host. */
export async function atRandom(random: Seeded, extent: Extent): Promise<Suite> {
  const { instances, kills } = SIZES[extent];
  const host = new ScriptHost(mkdtempSync(join(tmpdir(), 'countersign-crash-')));
  const scripts = Array.from(
    { length: instances },
    (_, index) => new PlayedScript(`i${index}`, random.between(...PACE_MS)),
  );
  const perLife = Math.ceil(instances / kills);
  const open = new Set<PlayedScript>();
  const lost: string[] = [];
  let early = 0;
  try {
    for (let life = 0; life < kills; life++) {
      for (const script of scripts.slice(life * perLife, (life + 1) * perLife)) open.add(script);
      if (random.between(1, ONE_EARLY_IN) === 1) early += await diesEarly(host, random.between(...EARLY_MS));
      else await live(host, open, lost, random.between(...LIFE_MS));
    }
    await host.start();
    await Promise.all([...open].map((script) => script.follow(host)));
    await host.stop();
    const ids = scripts.map(({ id }) => id);
    const wrong = [...lost, ...(await auditStore(host, ids, kills))];
    const did = `${instances} instances, ${kills} × kill -9 (${early} before the host was ready), ${rerunsIn(host)} activities ran again`;
    return { did, wrong };
  } finally {
    await host.stop();
    rmSync(host.folder, { recursive: true, force: true });
  }
}

/** A host whose process is killed before it is ready, unless it is quick. @returns 1 when it was not */
async function diesEarly(host: ScriptHost, lifeMs: number): Promise<number> {
  let killed: Promise<void> | undefined;
  const onSpawn = (pid: number) => {
    killed = sleep(lifeMs).then(() => void process.kill(pid, 'SIGKILL'));
  };
  const ready = host.start([], { onSpawn });
  const early = await ready.then(
    ({ ended }) => ended.then(() => 0),
    () => 1,
  );
  await killed;
  return early;
}

/** A host that takes on all open instances, and is killed so long after it was ready. */
async function live(host: ScriptHost, open: Set<PlayedScript>, lost: string[], lifeMs: number): Promise<void> {
  const running = await host.start();
  const killed = sleep(lifeMs).then(() => running.kill());
  await Promise.all(
    [...open].map((script) =>
      script.follow(host).then(
        () => void open.delete(script),
        (error: Error) => {
          if (error instanceof LostError) lost.push(error.message);
        },
      ),
    ),
  );
  await killed;
}
