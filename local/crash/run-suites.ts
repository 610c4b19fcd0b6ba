import { parseArgs } from 'node:util';
import { newSeed, Seeded } from './seeded';
import { type Extent, type Suite } from './suite';

/** A suite that takes long by how much it does ends well before it begins anything more after `until`, ms since 1970. */
export type Suites = Map<string, (random: Seeded, extent: Extent, until: number) => Promise<Suite>>;

/** Throws when something cannot be read. */
function readOptions(suites: Suites) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, short: { type: 'boolean', default: false }, minutes: { type: 'string' } },
  });
  const { seed, short, minutes } = values;
  if (seed !== undefined && !/^\d{1,9}$/.test(seed))
    throw new Error(`The seed "${seed}" is no whole number of up to 9 digits.`);
  if (minutes !== undefined && !/^[1-9]\d{0,3}$/.test(minutes))
    throw new Error(`--minutes takes a whole number from 1 to 9999, not "${minutes}".`);
  const unknown = positionals.find((name) => !suites.has(name));
  if (unknown !== undefined) throw new Error(`There is no suite "${unknown}".`);
  return {
    seed: seed === undefined ? newSeed() : Number(seed),
    extent: short ? ('sample' as const) : ('everything' as const),
    minutes: minutes === undefined ? Infinity : Number(minutes),
    names: positionals.length > 0 ? positionals : [...suites.keys()],
  };
}

/** Suite by suite, a row of a table for each; 1 when anything was not as it must be. */
async function run(suites: Suites, { seed, extent, minutes, names }: ReturnType<typeof readOptions>): Promise<number> {
  console.log(`seed ${seed}\n\n| suite | tried | took | wrong |\n| --- | --- | --- | --- |`);
  let wrong = 0;
  for (const name of names) {
    const began = Date.now();
    // A generator of its own for each, so that one suite by itself does what it did among the others.
    const suite = await suites.get(name)!(new Seeded(seed), extent, began + minutes * 60_000).catch((error: Error) => ({
      did: 'broke off',
      wrong: [error.message],
    }));
    const seconds = ((Date.now() - began) / 1_000).toFixed(0);
    console.log(`| \`${name}\` | ${suite.did} | ${seconds} s | ${suite.wrong.length} |`);
    for (const line of suite.wrong) console.error(`  ${line}`);
    wrong += suite.wrong.length;
  }
  return wrong > 0 ? 1 : 0;
}

function begin(script: string, suites: Suites): Promise<number> {
  try {
    return run(suites, readOptions(suites));
  } catch (error) {
    const names = [...suites.keys()].join('|');
    console.error(
      `${(error as Error).message}\nusage: npm run ${script} -- [--seed WHOLE NUMBER] [--short] [--minutes OF EACH LONG SUITE] [${names} …]`,
    );
    return Promise.resolve(2);
  }
}

/** The whole of a script of suites: reads the command line, runs what it names, and ends the process. */
export function runSuites(script: string, suites: Suites): void {
  begin(script, suites).then(
    (code) => process.exit(code),
    (error: Error) => {
      console.error(error.stack);
      process.exit(1);
    },
  );
}
