import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

/** Someone with a browser at the workspace page, who notices every error of the page. */
export class Visitor {
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  /** @param as who is in the panes, e.g. `alice,bob` */
  static async open(
    browser: Browser,
    url: string,
    as = 'alice,bob',
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const visitor = new Visitor(await context.newPage());
    await visitor.page.goto(`${url}/?as=${as}`);
    await visitor.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    return visitor;
  }

  pane(person: string): Locator {
    return this.page.getByRole('region', { name: `As ${person}`, exact: true });
  }

  composer(person: string): Locator {
    return this.pane(person).getByRole('combobox', { name: /^Message / });
  }

  /** Types a line and sends it with Enter. */
  async say(person: string, line: string): Promise<void> {
    await this.composer(person).fill(line);
    await this.composer(person).press('Enter');
  }

  /** The newest message in somebody's pane that has this text. */
  message(person: string, text: string): Locator {
    return this.pane(person).locator('.message', { hasText: text }).last();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
