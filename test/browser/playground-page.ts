import { type Browser, type Locator, type Page } from 'playwright-core';

/** Someone with a browser at Microsoft's Playground. */
export class PlaygroundPage {
  /** Addresses on other machines that the page asked for. */
  readonly foreign: string[] = [];

  private constructor(readonly page: Page) {
    page.on('request', (request) => {
      if (!/^(https?:\/\/(127\.0\.0\.1|localhost)[:/]|data:|blob:)/.test(request.url()))
        this.foreign.push(request.url());
    });
  }

  /** The page's fonts, all that it wants from elsewhere, are not fetched. */
  static async open(browser: Browser, url: string): Promise<PlaygroundPage> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.route(/^https:/, (route) => route.abort());
    const playground = new PlaygroundPage(await context.newPage());
    await playground.page.goto(url);
    await playground.place('Personal Chat').waitFor();
    return playground;
  }

  /** Goes to the personal chat, the group chat or a channel, by its name. */
  async goTo(name: string): Promise<void> {
    await this.place(name).click();
  }

  /** Says something in the chat that is open. */
  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox').last().click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Begins a new thread in the channel that is open, mentioning the bot as one does there: by its menu. */
  async post(text: string, bot = 'Countersign'): Promise<void> {
    await this.page.getByRole('textbox').first().click();
    await this.page.keyboard.type(`@${bot.slice(0, 3)}`);
    await this.page.getByRole('menuitem', { name: bot }).click();
    await this.page.keyboard.type(` ${text}`);
    await this.page.getByRole('button', { name: 'Post' }).click();
  }

  /** Sits someone else down. */
  async as(name: string, displayName: string): Promise<void> {
    await this.say(`/as ${name}`);
    await this.page
      .getByRole('paragraph')
      .filter({ hasText: `You are ${displayName} now.` })
      .last()
      .waitFor();
  }

  /** The newest card that has this text. */
  card(text: string): Locator {
    return this.page.locator('.ac-adaptiveCard', { hasText: text }).last();
  }

  /** The newest paragraph of words that has this text. */
  words(text: string): Locator {
    return this.page.getByRole('paragraph').filter({ hasText: text }).last();
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  private place(name: string): Locator {
    return this.page.getByRole('treeitem', { name: new RegExp(`${name}$|^${name}`) });
  }
}
