import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Attempt, tryPoints } from '../points';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditStore } from './audit-store';
import { PlayedScript } from './played-script';
import { ScriptHost } from './script-host';

const PACE_MS = 5;

/** What the host dies around: the n-th write to its store, or the n-th call of a function of the app. */
const SERIES = ['store', 'invocation'].flatMap((kind) => ['before', 'after'].map((when) => ({ kind, when })));

/** The host kills itself at one point of the script, and a second one takes over: for each point there is, or for some. */
export async function enumerated(random: Seeded, extent: Extent): Promise<Suite> {
  const wrong: string[] = [];
  const did: string[] = [];
  for (const { kind, when } of SERIES) {
    const tryAt = (index: number) => tryOnce(`${kind}:${index}:${when}`);
    const tried = await tryPoints({ lanes: [1, 2], sample: 1, most: 60, tryAt }, random, extent);
    did.push(`${tried.kills} × ${when} ${kind === 'store' ? 'a store write' : 'an invocation'}`);
    wrong.push(...tried.wrong);
  }
  return { did: `killed ${did.join(', ')}`, wrong };
}

async function tryOnce(point: string): Promise<Attempt> {
  const host = new ScriptHost(mkdtempSync(join(tmpdir(), 'countersign-crash-')));
  try {
    const killed = await play(host, ['--crash-at', point]);
    const wrong = await auditStore(host, ['s'], killed ? 1 : 0);
    return { killed, wrong: wrong.map((what) => `--crash-at ${point}: ${what}`) };
  } finally {
    await host.stop();
    rmSync(host.folder, { recursive: true, force: true });
  }
}

/** One script from its start to its end; by a second host when the first has died. @returns whether it has */
async function play(host: ScriptHost, flags: string[]): Promise<boolean> {
  const script = new PlayedScript('s', PACE_MS);
  const first = await host.start(flags);
  let killed = false;
  void first.ended.then(() => (killed = true));
  try {
    await script.follow(host);
  } catch (error) {
    await Promise.race([first.ended, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    if (!killed) throw error;
    await host.start();
    await script.follow(host);
  }
  const died = killed;
  await host.stop();
  return died;
}
