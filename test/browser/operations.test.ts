import { type Browser, type Locator, type Page } from 'playwright-core';
import { type Listening } from '../../local/kit/listen';
import { startOperations } from '../../local/operations/start-operations';
import { openStage, type Stage } from '../e2e/stage';
import { describeInChromium, launch } from './chromium';

jest.setTimeout(90_000);

describeInChromium('the operations page, over the whole company on this machine', () => {
  let stage: Stage;
  let operations: Listening;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    stage = await openStage();
    const { stack } = stage;
    operations = await startOperations({
      port: 0,
      host: stack.host,
      functionKey: stack.functionKey,
      companyFile: stack.env['COUNTERSIGN_CONFIG']!,
      variables: stack.env,
      servers: stack,
    });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(operations.url);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await operations?.close();
    await stage?.close();
  });

  const list = () => page.getByRole('region', { name: 'Instances' });
  const detail = () => page.getByRole('region', { name: 'Instance', exact: true });
  const row = (line: string): Locator => list().getByRole('button', { name: line }).first();

  it('lists a request with what it waits for, and draws what it did', async () => {
    await stage.request('alice', 'order-service v2.4.1 production');
    await row('/deploy order-service v2.4.1 production').click();
    await detail().getByRole('heading', { name: '/deploy order-service v2.4.1 production' }).waitFor();
    await detail().getByText('alice', { exact: true }).waitFor();
    await detail()
      .getByText(/waits|approval/)
      .first()
      .waitFor();
    const steps = detail().getByRole('figure').getByRole('listitem');
    await steps.filter({ hasText: 'planCommand' }).waitFor();
    const bar = await steps.filter({ hasText: 'planCommand' }).locator('.bar-of').boundingBox();
    expect(bar?.width).toBeGreaterThan(2);
    await steps.filter({ hasText: 'planCommand' }).getByText('planCommand').click();
    await steps.getByText('"hash"').waitFor();
  });

  it('narrows the list by state, command, service and words', async () => {
    await stage.ask('alice', 'payment-service', '/cs-status');
    await row('/status payment-service').waitFor();
    await list().getByLabel('Service').selectOption('order-service');
    await row('/status payment-service').waitFor({ state: 'detached' });
    await list().getByLabel('Service').selectOption('');
    await list().getByLabel('State').selectOption('going');
    await row('/deploy order-service').waitFor();
    await row('/status payment-service').waitFor({ state: 'detached' });
    await list().getByLabel('State').selectOption('');
    await list().getByLabel('Command', { exact: true }).selectOption('status');
    await row('/deploy order-service').waitFor({ state: 'detached' });
    await list().getByLabel('Command', { exact: true }).selectOption('');
    await list().getByLabel('Words, person or ID').fill('no such <b>words</b>');
    await list().getByText('No instance is like that.').waitFor();
    await list().getByLabel('Words, person or ID').fill('');
  });

  it('lets a team lead end one, by keyboard, with a reason that is recorded, and nobody else', async () => {
    await row('/deploy order-service v2.4.1 production').click();
    const dialog = page.getByRole('dialog', { name: 'End this instance' });
    const end = detail().getByRole('button', { name: 'End it…' });
    await page.getByLabel('You are').selectOption('alice');
    await end.press('Enter');
    await dialog.getByRole('button', { name: 'End it' }).press('Enter');
    await dialog.getByText('Say why, in a few words.').waitFor();
    await dialog.getByRole('textbox').fill('it hangs <b>& waits</b>');
    await dialog.getByRole('button', { name: 'End it' }).press('Enter');
    await page.getByRole('alert').getByText('Only a team lead may do that, and alice is none.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await end.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);

    await page.getByLabel('You are').selectOption('bob');
    await end.press('Enter');
    await dialog.getByRole('textbox').fill('it hangs <b>& waits</b>');
    await dialog.getByRole('button', { name: 'End it' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await detail().getByText('Terminated', { exact: true }).waitFor();
    await detail().getByRole('figure').getByText('ended by an operator').click();
    await detail().getByRole('figure').getByText('@bob: it hangs <b>& waits</b>').waitFor();
    const key = { headers: { 'x-functions-key': stage.stack.functionKey } };
    const audit = await (await fetch(`${stage.stack.host().url}/api/audit`, key)).text();
    const entries = audit
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ action }) => action === 'terminate')).toMatchObject([
      { kind: 'notice', user: '@bob', service: 'order-service', details: { reason: 'it hangs <b>& waits</b>' } },
    ]);
  });

  it('asks an ended one again as the operator, in the channel, who needs an approval as anybody does', async () => {
    const since = stage.audience.now();
    await detail().getByRole('button', { name: 'Ask again as bob' }).click();
    const words = ['Deploy order-service v2.4.1 to production', 'Requires approval'];
    const post = await stage.audience.shown(since, words);
    expect(JSON.stringify(post)).toContain('U0BOB');
  });

  it('switches a sandbox fault on, which the bot meets, and off', async () => {
    await page.getByRole('button', { name: 'Sandbox faults' }).click();
    const prometheus = page.getByRole('form', { name: 'Prometheus' });
    await prometheus.getByLabel('What Prometheus does wrong').selectOption('html');
    await prometheus.getByRole('button', { name: 'Switch on' }).click();
    await prometheus.getByText(/a sign-in page in HTML instead of an answer, 0 times/).waitFor();
    await page.getByRole('button', { name: 'Sandbox faults (1)' }).waitFor();
    await stage.ask('alice', 'order-service', '/cs-status');
    await prometheus.getByText(/[1-9]\d* times so far/).waitFor();
    await prometheus.getByRole('button', { name: 'Switch off' }).click();
    await prometheus.getByText('works').waitFor();
    expect(stage.stack.prometheus.faults.list()).toEqual([]);
    await page.getByRole('button', { name: 'Instances' }).click();
  });

  it('fits a phone, light and dark, and meets no error of its own', async () => {
    await row('/status payment-service').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    }
    // A phone has room for one of the two.
    await page.setViewportSize({ width: 390, height: 844 });
    await list().waitFor({ state: 'hidden' });
    await detail().getByRole('button', { name: 'All instances' }).click();
    await row('/status payment-service').click();
    await detail().getByRole('heading', { name: '/status payment-service' }).waitFor();
    await page.setViewportSize({ width: 1440, height: 844 });
    await list().waitFor();
    // The browser itself tells of the refusal that was asked for above.
    expect(errors.filter((text) => !text.includes('403'))).toEqual([]);
  });

  it('answers no other page, and no other name', async () => {
    const evil = { headers: { origin: 'https://evil.example' } };
    expect((await fetch(`${operations.url}/_page/faults`, { method: 'POST', ...evil })).status).toBe(403);
    expect((await fetch(`${operations.url}/_page/instances/..%2f..%2fapi%2faudit`)).status).toBe(404);
    expect(await (await fetch(operations.url)).text()).not.toContain(stage.stack.functionKey);
  });
});
