import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { ANY_PORTS, type Stack, startStack } from '../../local/stack';
import { type Playground, startPlayground } from '../../local/teams/playground';
import { describeInChromium, launch } from './chromium';
import { PlaygroundPage } from './playground-page';

jest.setTimeout(120_000);

describeInChromium('Countersign in Microsoft’s Playground, over the whole company on this machine', () => {
  let home: string;
  let stack: Stack;
  let playground: Playground;
  let browser: Browser;
  let page: PlaygroundPage;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'countersign-teams-'));
    stack = await startStack({ home, keep: false, ports: ANY_PORTS, runSeconds: 2 });
    const appUrl = () => `${stack.host().url}/api/messages`;
    playground = await startPlayground({ port: 0, appUrl, teams: stack.teams, folder: join(home, 'playground') });
    browser = await launch();
    page = await PlaygroundPage.open(browser, playground.url);
    page.page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(() => playground.sit('alice'));

  const button = (card: string, name: string) => page.card(card).getByRole('button', { name, exact: true });
  const audit = async (): Promise<Record<string, unknown>[]> => {
    const response = await fetch(`${stack.host().url}/api/audit`, {
      headers: { 'x-functions-key': stack.functionKey },
    });
    return (await response.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };

  it('tells in a personal chat what can be asked', async () => {
    await page.goTo('Personal Chat');
    await page.say('help');
    await page.card('What can be asked').getByText('/deploy').first().waitFor();
  });

  it('deploys from a channel once bob has approved on the card, and records who did', async () => {
    const title = 'Deploy order-service v2.4.1 to production';
    await page.goTo('deployments');
    await page.post('deploy order-service v2.4.1 production');
    await page.card(title).getByText('Requires approval').waitFor();
    await button(title, 'Cancel').waitFor();
    expect(await button(title, 'Approve').count()).toBe(0);
    await playground.sit('bob');
    await button(title, 'Approve').click();
    await page.card('Deploy complete').waitFor();
    expect(await page.card('Deploy complete').getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await audit()).toContainEqual(
      expect.objectContaining({
        kind: 'outcome',
        command: expect.stringContaining('/deploy order-service v2.4.1 production'),
        approved_by: '@bob',
        result: 'success',
        platform: 'teams',
      }),
    );
  });

  it('does not deploy what bob rejects with his reason', async () => {
    const title = 'Deploy payment-service v1.9.1 to production';
    await page.goTo('Personal Chat');
    await page.say('deploy payment-service v1.9.1 production');
    await page.card(title).getByText('Requires approval').waitFor();
    await playground.sit('bob');
    await page.card(title).getByRole('textbox').fill('after the freeze');
    await button(title, 'Reject').click();
    await page
      .card('after the freeze')
      .getByText(/Rejected by/)
      .first()
      .waitFor();
    expect(await button('after the freeze', 'Approve').count()).toBe(0);
    expect(await audit()).toContainEqual(
      expect.objectContaining({
        kind: 'outcome',
        command: expect.stringContaining('payment-service'),
        result: 'rejected',
        approved_by: null,
      }),
    );
  });
});
