import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { startTeams, type TeamsServer } from '../../local/teams';
import { type Playground, startPlayground } from '../../local/teams/playground';
import { asksForApproval } from '../local/teams/approval-bot';
import { type EchoBot, startEchoBot } from '../local/teams/echo-bot';
import { describeInChromium, launch } from './chromium';
import { PlaygroundPage } from './playground-page';

// Microsoft's client now and then draws a card late. What was wrong is logged, and tried again.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

jest.setTimeout(90_000);

describeInChromium('Microsoft’s Playground, before a bot that verifies its tokens', () => {
  let folder: string;
  let teams: TeamsServer;
  let bot: EchoBot;
  let playground: Playground;
  let browser: Browser;
  let page: PlaygroundPage;
  const lines: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-playground-'));
    teams = await startTeams();
    bot = await startEchoBot(teams.settings);
    const onLine = (line: string) => void lines.push(line);
    playground = await startPlayground({ port: 0, appUrl: () => bot.url, teams, folder, onLine });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    await bot?.close();
    await teams?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await playground.sit('alice');
    page = await PlaygroundPage.open(browser, playground.url);
    asksForApproval(bot, '29:1demo_bob');
    bot.heard.length = 0;
  });
  afterEach(() => page.close());

  const heard = (type: string) => bot.heard.filter((activity) => activity.type === type);
  const title = 'Deploy order-service v2.4.1 to production';

  it('shows the demo company, and reaches nobody outside', async () => {
    for (const name of ['Release crew', 'General', 'deployments']) await page.goTo(name);
    expect(page.foreign.filter((address) => !address.endsWith('.woff2'))).toEqual([]);
    expect(lines.filter((line) => line.includes('applicationinsights'))).toEqual([]);
  });

  it('shows the requester no buttons, lets bob approve, and updates the card', async () => {
    await page.goTo('Personal Chat');
    await page.say('deploy order-service v2.4.1 production');
    await page.card(title).waitFor();
    expect(await page.card(title).getByRole('button').count()).toBe(0);
    await page.as('bob', 'Bob Brown');
    await page.card(title).getByRole('button', { name: 'Approve' }).click();
    await page.card('approved by Bob Brown').waitFor();
    expect(await page.card(title).getByRole('button').count()).toBe(0);
    expect(heard('invoke').at(-1)).toMatchObject({
      from: { id: '29:1demo_bob', name: 'Bob Brown', aadObjectId: '00000000-0000-0000-0000-000000000002' },
      value: { action: { verb: 'approve', data: { id: 'r1' } } },
    });
  });

  it('lets bob reject with a reason, which is required', async () => {
    await page.goTo('Personal Chat');
    await page.say('deploy order-service v2.4.1 production');
    await page.as('bob', 'Bob Brown');
    const card = page.card(title);
    await card.getByRole('button', { name: 'Reject' }).click();
    await card.getByRole('button', { name: 'Send' }).click();
    await card.getByText('Say why').waitFor();
    await card.getByRole('textbox', { name: /^Reason/ }).fill('after the freeze');
    await card.getByRole('button', { name: 'Send' }).click();
    await page.card('rejected by Bob Brown: after the freeze').waitFor();
  });

  it('mentions the bot in a channel, and hears it in the thread', async () => {
    await page.goTo('deployments');
    await page.post('deploy order-service v2.4.1 production');
    await page.card(title).waitFor();
    expect(heard('message')[0]).toMatchObject({
      text: expect.stringMatching(/<at>Countersign<\/at>\s*deploy order-service v2\.4\.1 production/),
      from: { name: 'Alice Adams' },
      conversation: {
        conversationType: 'channel',
        id: expect.stringContaining('19:demo-deployments@thread.tacv2;messageid='),
      },
      channelData: { tenant: { id: teams.tenantId }, team: { id: '19:demo-general@thread.tacv2' } },
    });
  });
});
