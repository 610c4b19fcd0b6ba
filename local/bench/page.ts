import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium, type Page } from 'playwright-core';
import { ANY_PORTS, startStack } from '../stack';
import { type Figure } from './figures';
import { median } from './ratio';

const ROUNDS = 7;
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The workspace page in Chromium: until it is live, and from a click on Approve to the message that says so. */
export async function page(): Promise<Figure[]> {
  if (!existsSync(executablePath)) {
    console.log(`Not measured, as there is no Chromium at ${executablePath}: the workspace page`);
    return [];
  }
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const stack = await startStack({
    home,
    keep: false,
    ports: ANY_PORTS,
    runSeconds: 1,
    page: true,
    env: { HOST_LOG_LEVEL: 'none' },
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const loads: number[] = [];
    const clicks: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext();
      const visited = await context.newPage();
      const began = performance.now();
      await visited.goto(`${stack.slack.url}/?as=alice,bob`);
      await visited.getByRole('status').filter({ hasText: 'Live' }).waitFor();
      loads.push(performance.now() - began);
      clicks.push(await askAndApprove(visited, round));
      await context.close();
    }
    return [
      { what: 'the workspace page until it is live', value: `${median(loads).toFixed(0)} ms`, ratio: rangeOf(loads) },
      {
        what: 'click on Approve in the page → the message says so there',
        value: `${median(clicks).toFixed(0)} ms`,
        ratio: rangeOf(clicks),
      },
    ];
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns ms from bob's click to what he reads */
async function askAndApprove(visited: Page, round: number): Promise<number> {
  const pane = (person: string) => visited.getByRole('region', { name: `As ${person}`, exact: true });
  const composer = pane('alice').getByRole('combobox', { name: /^Message / });
  await composer.fill(`/deploy order-service v2.4.${round % 2} production`);
  await composer.press('Enter');
  const button = pane('bob').getByRole('button', { name: /^Approve/ });
  await button.last().waitFor();
  const open = pane('bob').locator('.message', { has: visited.getByRole('button', { name: /^Approve/ }) });
  const ts = await open.last().getAttribute('data-ts');
  const approved = pane('bob').locator(`.message[data-ts="${ts}"]`);
  const began = performance.now();
  await button.last().click();
  await approved.getByText('Approved by').first().waitFor();
  const took = performance.now() - began;
  await approved.getByText('Deploy complete').first().waitFor({ timeout: 60_000 });
  return took;
}

function rangeOf(values: number[]): string {
  return `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)} ms in ${values.length} rounds`;
}
