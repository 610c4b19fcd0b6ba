/**
 * Draws each sample of cards/ by Microsoft's own renderer in Chromium, light beside dark, into docs/screenshots/teams-*.png.
 * Run it from the repository's root after a change to a card, and look at what it drew.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

/** Whose view of a request is drawn, and what the picture is called after. */
const VIEWERS = { confirmation: { alice: '' }, request: { bob: '-approver', alice: '-requester', mallory: '-others' } };

const folder = mkdtempSync(join(tmpdir(), 'cards-'));
const outfile = join(folder, 'draw.cjs');
await build({
  stdin: {
    contents: `export { renderCard } from './src/platforms/teams/render/render-card';
      export { drawCard, prepare } from './local/teams/card-page/card-page';`,
    resolveDir: '.',
  },
  ...{ bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' },
});
const { renderCard, drawCard, prepare } = (await import(outfile)).default;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1700, height: 1200 }, timezoneId: 'UTC', locale: 'en-GB' });
await prepare(page);

for (const file of readdirSync('cards').filter((name) => name.endsWith('.data.json'))) {
  const name = file.replace('.data.json', '');
  const view = JSON.parse(readFileSync(join('cards', file), 'utf8'));
  for (const [person, suffix] of Object.entries(VIEWERS[name] ?? { '': '' })) {
    const { card } = renderCard(view, person ? { person } : 'everybody');
    await drawCard(page, card, card.msteams.width ? 640 : 480, ['light', 'dark']);
    await page.locator('#shot').screenshot({ path: `docs/screenshots/teams-${name}${suffix}.png` });
  }
}
await browser.close();
rmSync(folder, { recursive: true });
