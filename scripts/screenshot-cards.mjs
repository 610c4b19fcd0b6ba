/**
 * Draws each sample of cards/ by Microsoft's own renderer in Chromium, light beside dark, into docs/screenshots/teams-*.png.
 * Run it from the repository's root after a change to a card, and look at what it drew.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { cardPage } from './card-page/page.mjs';

/** Whose view of a request is drawn beside everybody's. */
const VIEWERS = { request: ['bob', 'alice', 'mallory'] };
const SCRIPTS = ['adaptivecards/dist/adaptivecards.min.js', 'prettier/plugins/markdown.js'];

const folder = mkdtempSync(join(tmpdir(), 'cards-'));
const outfile = join(folder, 'render-card.cjs');
await build({
  entryPoints: ['src/platforms/teams/render/render-card.ts'],
  ...{ bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' },
});
const { renderCard } = (await import(outfile)).default;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1700, height: 1200 }, timezoneId: 'UTC', locale: 'en-GB' });
for (const script of SCRIPTS) await page.addInitScript({ path: join('node_modules', script) });

for (const file of readdirSync('cards').filter((name) => name.endsWith('.data.json'))) {
  const name = file.replace('.data.json', '');
  const view = JSON.parse(readFileSync(join('cards', file), 'utf8'));
  for (const person of VIEWERS[name] ?? [undefined]) {
    const { card } = renderCard(view, person ? { person } : 'everybody');
    const address = `http://cards.invalid/${name}`;
    await page.unrouteAll();
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: cardPage(card, card.msteams.width ? 640 : 480) }),
    );
    await page.goto(address);
    const suffix = { bob: '-approver', alice: '-requester', mallory: '-others' }[person] ?? '';
    await page.locator('#shot').screenshot({ path: `docs/screenshots/teams-${name}${suffix}.png` });
  }
}
await browser.close();
rmSync(folder, { recursive: true });
