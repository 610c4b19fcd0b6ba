import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { ANY_PORTS, type Stack, startStack } from '../../local/stack';
import { describeInChromium, launch } from './chromium';

jest.setTimeout(90_000);

describeInChromium('the Discord page, over the whole company on this machine', () => {
  let home: string;
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'countersign-discord-'));
    stack = await startStack({ home, keep: false, ports: ANY_PORTS, runSeconds: 1, page: true });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(stack.discord.url);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const pane = (person: string) => page.getByRole('region', { name: `As ${person}`, exact: true });
  const message = (person: string, text: string) => pane(person).locator('.message', { hasText: text }).last();
  const say = async (person: string, line: string) => {
    const composer = pane(person).getByRole('combobox', { name: /^Message or command in/ });
    await composer.fill(line);
    // First the completion of the name, where one is offered, then the line.
    await composer.press('Escape');
    await composer.press('Enter');
  };

  it('lets alice deploy and bob approve with a button, both seeing it done', async () => {
    await say('alice', '/deploy order-service v2.4.1 production');
    await message('bob', 'v2.4.1 to production').getByRole('button', { name: 'Approve' }).first().click();
    for (const person of ['alice', 'bob'])
      await message(person, 'Deploy complete').getByText('Health check passed').waitFor();
    expect(
      await message('alice', 'Deploy complete')
        .locator('.buttons')
        .getByRole('button', { name: /Approve|Reject/ })
        .count(),
    ).toBe(0);
  });

  it('asks bob for a reason when he rejects, and shows it as he wrote it', async () => {
    await say('alice', '/deploy payment-service v1.9.1 production');
    await message('bob', 'v1.9.1 to production')
      .locator('.buttons')
      .getByRole('button', { name: /^Reject/ })
      .click();
    const dialog = pane('bob').getByRole('dialog');
    await dialog.getByRole('textbox').fill('Not before *Monday* <b>');
    await dialog.getByRole('button', { name: 'Submit' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await message('alice', 'v1.9.1 to production').getByText('Not before *Monday* <b>').first().waitFor();
  });

  it('puts what a message does not hold into a file, in the direct messages of who asked', async () => {
    await say('alice', '/logs order-service production limit:200');
    await pane('alice').getByText('in a file in your direct messages').first().waitFor();
    await pane('alice').getByRole('button', { name: '@Countersign' }).click();
    const file = pane('alice').locator('details.file').last();
    await file.locator('summary').click();
    await file.getByText('order-service').first().waitFor();
    await pane('alice').getByRole('button', { name: '# deployments' }).click();
    expect(await pane('bob').locator('details.file').count()).toBe(0);
  });

  it('gives an incident a channel with its card pinned, and a private one only to those who belong to it', async () => {
    await say('alice', '/incident create "Orders are lost" --severity sev1');
    const channel = pane('bob').getByRole('button', { name: /^# inc-\d{8}-order/ });
    await channel.click();
    await pane('bob').locator('.message', { hasText: 'Orders are lost' }).getByText('PINNED').waitFor();
    await pane('bob')
      .locator('.topic')
      .getByText(/SEV-1 .*Orders are lost/)
      .waitFor();
    await message('alice', '-order is open.').waitFor();
    expect(await pane('alice').getByText('is thinking').count()).toBe(0);
    await say('alice', '/incident create "Secret leak" --severity sev2 --private');
    await pane('alice')
      .getByRole('button', { name: /^# inc-\d{8}-secret/ })
      .waitFor();
    expect(
      await pane('bob')
        .getByRole('button', { name: /secret/ })
        .count(),
    ).toBe(0);
  });

  it('keeps a message in the timeline from its menu, once however many do, and tells those alone who did', async () => {
    const keep = async (person: string) => {
      const said = message(person, 'Disks are full since 14:50');
      await said.locator('.apps summary').click();
      await said.getByRole('button', { name: 'Keep in timeline' }).click();
    };
    await say('bob', 'Disks are full since 14:50');
    await keep('bob');
    await message('bob', 'keeps this in its timeline').getByText('Only you can see this').waitFor();
    await pane('alice')
      .getByRole('button', { name: /^# inc-\d{8}-order/ })
      .click();
    expect(await pane('alice').getByText('keeps this in its timeline').count()).toBe(0);
    await keep('alice');
    await message('alice', 'keeps this in its timeline').waitFor();
    await say('bob', '/incident timeline');
    const timeline = message('bob', 'said: Disks are full since 14:50');
    await timeline.waitFor();
    expect((await timeline.innerText()).match(/Disks are full/g)).toHaveLength(1);
    await pane('alice')
      .locator('.message', { hasText: 'Disks are full since 14:50' })
      .getByRole('button', { name: 'Take out of timeline' })
      .click();
    await message('alice', 'keeps this no more').waitFor();
    await pane('bob').getByRole('button', { name: '# general' }).click();
    await say('bob', 'Lunch?');
    await message('bob', 'Lunch?').locator('.apps summary').click();
    await message('bob', 'Lunch?').getByRole('button', { name: 'Keep in timeline' }).click();
    await message('bob', 'Nothing was kept.').waitFor();
  });

  it('fits a phone and meets no error of its own', async () => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    expect(errors).toEqual([]);
  });
});
