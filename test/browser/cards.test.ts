import { type Browser, type Page } from 'playwright-core';
import { drawCard, pressed, prepare } from '../../local/teams/card-page/card-page';
import { type View } from '../../src/model/view';
import { renderCard } from '../../src/platforms/teams/render/render-card';
import { samples } from '../platforms/teams/samples';
import { describeInChromium, launch } from './chromium';

jest.setTimeout(60_000);

/** As wide as a card is on a phone. */
const NARROW = 300;

describeInChromium("cards of Teams, drawn by Microsoft's renderer", () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ timezoneId: 'Europe/Berlin', locale: 'en-GB' });
    page.on('pageerror', ({ message }) => errors.push(message));
    await prepare(page);
  });
  afterAll(() => browser?.close());
  afterEach(() => expect(errors.splice(0)).toEqual([]));

  const sample = (name: string): View => samples.find(([one]) => one === name)![1];
  const draw = (view: View, person?: string, width = 480) =>
    drawCard(page, renderCard(view, person ? { person } : 'everybody').card, width, ['light']);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  it('sends an approval without a reason', async () => {
    await draw(sample('request'), 'bob');
    await press('Approve');
    expect(await pressed(page)).toMatchObject([
      { type: 'Action.Execute', verb: 'approve', data: { ballot: { round: 1 } } },
    ]);
    expect((await pressed(page))[0]!.data).not.toHaveProperty('reason');
  });

  it('sends no rejection before it has a reason, and says so', async () => {
    await draw(sample('request'), 'bob');
    await press('Reject');
    expect(await pressed(page)).toEqual([]);
    await page.getByText('Please say why you reject it.').waitFor();
    await page.getByRole('textbox', { name: /^Reason, if you reject/ }).fill('Not on a Friday');
    await press('Reject');
    expect(await pressed(page)).toMatchObject([
      { verb: 'reject', data: { reason: 'Not on a Friday', ballot: { instanceId: 'k3v7q2m5x4b6n8p1' } } },
    ]);
  });

  it('asks the requester for no reason when they cancel', async () => {
    await draw(sample('request'), 'alice');
    expect(await page.getByRole('textbox').count()).toBe(0);
    await press('Cancel');
    expect(await pressed(page)).toMatchObject([{ verb: 'cancel', data: { ballot: { round: 1 } } }]);
  });

  it('shows times by the viewer’s own clock', async () => {
    await draw(sample('request'), 'bob');
    expect(await page.locator('#shot').innerText()).toContain('Fri, 27 Nov 2026 12:30');
  });

  it('shows what people wrote letter by letter, and no address that only a name leads to', async () => {
    const evil = '**b** _i_ [x](https://e.example) <img src=x> &lt; {{{DATE(2026-01-01T00:00:00Z)}} `c`';
    const bob = { person: { id: 'bob', accounts: { teams: '00000000-0000-0000-0000-000000000002' } } };
    await draw({
      ...{ kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: [evil] },
      lines: [[evil], [bob, ' ', evil]],
      facts: [{ label: evil, value: [evil] }],
      lists: [{ title: evil, items: [[evil]] }],
      code: { title: evil, text: evil },
      footer: [[evil]],
    });
    const shown = (await page.locator('#shot').innerText()).replaceAll('\u2060', '');
    expect(shown.split(evil)).toHaveLength(11);
    expect(await page.locator('#shot :is(strong, em, img)').count()).toBe(0);
    const disguised = `[...document.querySelectorAll('#shot a')].filter((link) => !link.getAttribute('href').startsWith(link.textContent))`;
    expect(await page.evaluate(`${disguised}.map(({ outerHTML }) => outerHTML)`)).toEqual([]);
  });

  it.each(samples)('fits a phone: %s', async (_, view) => {
    await draw(view, 'bob', NARROW);
    const wide = await page.evaluate(`[...document.querySelectorAll('.card *')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
      .map((element) => element.className + ': ' + element.textContent)`);
    expect(wide).toEqual([]);
  });

  it.each(samples)('has a heading, and a name for everything that can be pressed or filled in: %s', async (_, view) => {
    await draw(view, 'bob');
    expect(await page.getByRole('heading').count()).toBe(1);
    const nameless = await page.evaluate(`[...document.querySelectorAll('#shot :is(button, textarea, input)')]
      .filter((control) => !control.ariaLabel && !control.textContent && !control.getAttribute('aria-labelledby'))
      .map(({ outerHTML }) => outerHTML)`);
    expect(nameless).toEqual([]);
  });
});
