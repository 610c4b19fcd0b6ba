import { parseArgs } from 'node:util';
import { atRandom } from './engine/at-random';
import { storeTroubles } from './engine/store-troubles';
import { enumerated } from './engine/enumerated';
import { asOnAzure } from './product/as-on-azure';
import { pointByPoint } from './product/point-by-point';
import { newSeed, Seeded } from './seeded';
import { type Extent, type Suite } from './suite';

const SUITES: Record<string, (random: Seeded, extent: Extent) => Promise<Suite>> = {
  enumerated,
  random: atRandom,
  store: storeTroubles,
  product: pointByPoint,
  azure: asOnAzure,
};

/** Crashes on purpose, suite by suite; ends with 1 when anything was not as it must be. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, short: { type: 'boolean', default: false } },
  });
  const seed = values.seed === undefined ? newSeed() : Number(values.seed);
  const unknown = positionals.find((name) => !SUITES[name]);
  if (!Number.isInteger(seed) || unknown) {
    console.error(
      `usage: npm run crash -- [--seed WHOLE NUMBER] [--short] [${Object.keys(SUITES).join('|')} …]; there is no suite "${unknown ?? ''}"`,
    );
    return 2;
  }
  console.log(`seed ${seed}`);
  const chosen = positionals.length > 0 ? positionals : Object.keys(SUITES);
  let wrong = 0;
  console.log('| suite | tried | took | wrong |\n| --- | --- | --- | --- |');
  for (const name of chosen) {
    const began = Date.now();
    // A generator of its own for each, so that one suite by itself does what it did among the others.
    const suite = await SUITES[name]!(new Seeded(seed), values.short ? 'sample' : 'everything');
    const seconds = ((Date.now() - began) / 1_000).toFixed(0);
    console.log(`| ${suite.name} | ${suite.did} | ${seconds} s | ${suite.wrong.length} |`);
    for (const line of suite.wrong.slice(0, 50)) console.error(`  ${line}`);
    wrong += suite.wrong.length;
  }
  return wrong > 0 ? 1 : 0;
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
