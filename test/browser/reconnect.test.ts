import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { startSlack } from '../../local/slack';
import { describeInChromium, launch } from './chromium';
import { Visitor } from './visitor';

describeInChromium('the workspace page when its server goes away', () => {
  let browser: Browser;
  let home: string;
  beforeAll(async () => {
    browser = await launch();
    home = mkdtempSync(join(tmpdir(), 'countersign-reconnect-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('says so, keeps what was typed, and has everything when the server is back', async () => {
    const stateFile = join(home, 'slack.json');
    const first = await startSlack({ stateFile, page: true });
    const visitor = await Visitor.open(browser, first.url);
    await visitor.say('alice', 'before');
    await visitor.message('bob', 'before').waitFor();
    await first.close();
    await visitor.page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    await visitor.say('alice', 'into the void');
    await visitor.pane('alice').getByText('The server did not answer. Is it still running?').waitFor();
    expect(await visitor.composer('alice').inputValue()).toBe('into the void');
    const second = await startSlack({ stateFile, page: true, port: Number(new URL(first.url).port) });
    await second.workspace.as('bob').say('C0DEPLOY', 'while you were away');
    await visitor.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await visitor.message('alice', 'while you were away').waitFor();
    await visitor.composer('alice').press('Enter');
    await visitor.message('bob', 'into the void').waitFor();
    await visitor.close();
    await second.close();
  });
});
