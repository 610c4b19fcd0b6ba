import { parseArgs } from 'node:util';
import { atRandom } from './engine/at-random';
import { storeTroubles } from './engine/store-troubles';
import { enumerated } from './engine/enumerated';
import { asOnAzure } from './product/as-on-azure';
import { deploys, incidents, pointByPoint } from './product/point-by-point';
import { newSeed, Seeded } from './seeded';
import { type Extent, type Suite } from './suite';

const SUITES = new Map<string, (random: Seeded, extent: Extent) => Promise<Suite>>([
  ['enumerated', enumerated],
  ['random', atRandom],
  ['store', storeTroubles],
  ['product', (random, extent) => pointByPoint(deploys, random, extent)],
  ['incidents', (random, extent) => pointByPoint(incidents, random, extent)],
  ['azure', asOnAzure],
]);
const USAGE = `usage: npm run crash -- [--seed WHOLE NUMBER] [--short] [${[...SUITES.keys()].join('|')} …]`;

/** Throws when something cannot be read. */
function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, short: { type: 'boolean', default: false } },
  });
  const { seed, short } = values;
  if (seed !== undefined && !/^\d{1,9}$/.test(seed))
    throw new Error(`The seed "${seed}" is no whole number of up to 9 digits.`);
  const unknown = positionals.find((name) => !SUITES.has(name));
  if (unknown !== undefined) throw new Error(`There is no suite "${unknown}".`);
  return {
    seed: seed === undefined ? newSeed() : Number(seed),
    extent: short ? ('sample' as const) : ('everything' as const),
    names: positionals.length > 0 ? positionals : [...SUITES.keys()],
  };
}

/** Crashes on purpose, suite by suite; ends with 1 when anything was not as it must be. */
async function run({ seed, extent, names }: ReturnType<typeof readOptions>): Promise<number> {
  console.log(`seed ${seed}\n\n| suite | tried | took | wrong |\n| --- | --- | --- | --- |`);
  let wrong = 0;
  for (const name of names) {
    const began = Date.now();
    // A generator of its own for each, so that one suite by itself does what it did among the others.
    const suite = await SUITES.get(name)!(new Seeded(seed), extent).catch((error: Error) => ({
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

function main(): Promise<number> {
  try {
    return run(readOptions());
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return Promise.resolve(2);
  }
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
