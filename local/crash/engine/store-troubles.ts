import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditStore } from './audit-store';
import { PlayedScript } from './played-script';
import { ScriptHost } from './script-host';

/** A store that another process has, one whose disk is full, one with a file that has lost its end: no start, and no harm. */
export async function storeTroubles(random: Seeded, extent: Extent): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  const within = (name: string) => new ScriptHost(join(folder, name));
  try {
    const second = await secondProcess(within('second'));
    const full = await fullDisk(within('full'));
    const cuts = cutsOf(await lived(within('lived')), random, extent);
    const wrong: string[] = [];
    for (const [index, cut] of cuts.entries())
      wrong.push(...(await cutShort(within('lived'), within(`cut-${index}`), cut)));
    const did = ['a second process', ...(full ? ['a full disk'] : []), `${cuts.length} files cut short or lost`];
    if (!full) process.stderr.write('Not tried, as only root may mount a small tmpfs: a full disk\n');
    return { did: did.join(', '), wrong: [...second, ...(full ?? []), ...wrong] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PACE_MS = 5;

/** What a refused start said, a line each; undefined when the host started. */
async function refusal(host: ScriptHost): Promise<string[] | undefined> {
  return host.start().then(
    () => undefined,
    (error: Error) => error.message.split('\n').slice(1),
  );
}

function oneLine(what: string, said: string[] | undefined, words: RegExp): string[] {
  if (!said) return [`${what}: the host started`];
  return said.length === 1 && words.test(said[0]!) ? [] : [`${what}: it said ${JSON.stringify(said)}`];
}

async function secondProcess(first: ScriptHost): Promise<string[]> {
  await first.start();
  const script = new PlayedScript('s', PACE_MS);
  await script.begin(first);
  const wrong = oneLine('second process', await refusal(new ScriptHost(first.folder)), /in use by another process/);
  await script.follow(first);
  await first.stop();
  return [...wrong, ...(await auditStore(first, ['s'], 0))];
}

/**
 * Scripts are begun until the disk is full; the host ends, will not start again, and goes on when there is space. Undefined
 * where no small disk can be had.
 */
async function fullDisk(host: ScriptHost): Promise<string[] | undefined> {
  mkdirSync(host.store);
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', host.store], { stdio: 'ignore' });
  try {
    mount('size=256k');
  } catch {
    return undefined;
  }
  try {
    const said: string[] = [];
    const { ended } = await host.start([], { onLine: (line) => said.push(line) });
    const scripts: PlayedScript[] = [];
    const begun = (async () => {
      for (;;) {
        const script = new PlayedScript(`s${scripts.length}`, PACE_MS);
        await script.begin(host);
        scripts.push(script);
        void script.follow(host).catch(() => undefined);
      }
    })();
    await begun.catch(() => undefined);
    const [code] = (await ended) as [number | null];
    const wrong = code === 1 ? [] : [`full disk: the host ended with ${code}`];
    if (said.filter((line) => line.includes('The disk is full')).length !== 1)
      wrong.push(`full disk: the host said ${JSON.stringify(said)}`);
    wrong.push(...oneLine('a start on a full disk', await refusal(host), /The disk is full/));
    mount('remount,size=64m');
    await host.start();
    await Promise.all(scripts.map((script) => script.follow(host)));
    await host.stop();
    return [
      ...wrong,
      ...(await auditStore(
        host,
        scripts.map(({ id }) => id),
        1,
      )),
    ];
  } finally {
    await host.stop();
    execFileSync('umount', [host.store]);
  }
}

/** A store that has seen a clean end, kills and an instance that is still under way. */
async function lived(host: ScriptHost): Promise<ScriptHost> {
  await host.start();
  await new PlayedScript('ended', PACE_MS).follow(host);
  await host.stop();
  const killed = await host.start();
  await new PlayedScript('under-way', 200).begin(host);
  await killed.kill();
  const again = await host.start();
  await new PlayedScript('as-well', 200).begin(host);
  await again.kill();
  return host;
}

interface Cut {
  file: string;
  /** Bytes that are left; undefined when the file is gone. */
  left: number | undefined;
}

/** LevelDB's own log of what it does, and the file that it locks. */
const NO_DATA = ['LOG', 'LOG.old', 'LOCK'];
const SAMPLE = 4;

function cutsOf({ store }: ScriptHost, random: Seeded, extent: Extent): Cut[] {
  const files = readdirSync(store).filter((file) => !NO_DATA.includes(file));
  const all = files.flatMap((file): Cut[] => {
    const { size } = statSync(join(store, file));
    const lengths = [0, 1, Math.floor(size / 2), random.between(1, size), size - 1].filter((left) => left < size);
    return [undefined, ...new Set(lengths)].map((left) => ({ file, left }));
  });
  return extent === 'everything' ? all : Array.from({ length: SAMPLE }, () => all[random.between(0, all.length - 1)]!);
}

/** Either the host says in one line why it does not start, and leaves the store as it is; or nothing is missing. */
async function cutShort(from: ScriptHost, host: ScriptHost, { file, left }: Cut): Promise<string[]> {
  cpSync(from.folder, host.folder, { recursive: true });
  const path = join(host.store, file);
  if (left === undefined) rmSync(path);
  else truncateSync(path, left);
  const name = `${file} ${left === undefined ? 'lost' : `cut to ${left} bytes`}`;
  const before = contentsOf(host.store);
  try {
    const said = await refusal(host);
    if (!said) {
      const scripts = ['ended', 'under-way', 'as-well'].map((id) => new PlayedScript(id, PACE_MS));
      for (const { id } of scripts)
        if (!(await host.client.status(id))) return [`${name}: ${id} is lost, and nothing was said`];
      await Promise.all(scripts.map((script) => script.follow(host)));
      await host.stop();
      return (
        await auditStore(
          host,
          scripts.map(({ id }) => id),
          2,
        )
      ).map((what) => `${name}: ${what}`);
    }
    const wrong = oneLine(name, said, /^The store in .* (is damaged|has lost)/);
    if (contentsOf(host.store) !== before) wrong.push(`${name}: the files were changed by "${said.join()}"`);
    return [...wrong, ...oneLine(`${name}, again`, await refusal(host), /^The store in/)];
  } finally {
    await host.stop();
    rmSync(host.folder, { recursive: true, force: true });
  }
}

function contentsOf(store: string): string {
  const files = readdirSync(store).filter((file) => !NO_DATA.includes(file));
  return JSON.stringify(files.map((file) => [file, readFileSync(join(store, file)).toString('base64')]));
}
