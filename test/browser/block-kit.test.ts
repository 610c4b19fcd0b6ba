import { WebClient } from '@slack/web-api';
import { type Browser } from 'playwright-core';
import { startSlack, type SlackServer } from '../../local/slack';
import { actions, button, fakeApp, type FakeApp, section } from '../local/slack/fake-app';
import { describeInChromium, launch } from './chromium';
import { Visitor } from './visitor';

const channel = 'C0DEPLOY';
const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const options = ['one', 'two', 'three'].map((value) => ({ text: text(value.toUpperCase()), value }));

describeInChromium('what can be pressed, chosen and filled in', () => {
  let browser: Browser;
  let app: FakeApp;
  let slack: SlackServer;
  let client: WebClient;
  let visitor: Visitor;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    app = await fakeApp();
    slack = await startSlack({ appUrl: app.url, page: true });
    client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    visitor = await Visitor.open(browser, slack.url);
  });
  afterEach(async () => {
    const { errors } = visitor;
    await visitor.close();
    await slack.close();
    await app.close();
    expect(errors).toEqual([]);
  });

  const show = async (...elements: object[]) => {
    await client.chat.postMessage({ channel, text: 'Choose', blocks: [actions(...elements)] as never });
    return visitor.pane('bob').locator('.message').last();
  };
  /** The first action of the interaction that the app receives next. */
  const received = async () => {
    for (let waited = 0; !app.received.length && waited < 5000; waited += 20) await visitor.page.waitForTimeout(20);
    return app.received.at(-1)?.json.actions[0];
  };

  it('sends the choice of a menu', async () => {
    const message = await show({ type: 'static_select', action_id: 'pick', placeholder: text('Pick one'), options });
    await message.getByRole('combobox', { name: 'Pick one' }).selectOption('two');
    expect(await received()).toMatchObject({ action_id: 'pick', selected_option: { value: 'two' } });
  });

  it('sends a person chosen from the workspace', async () => {
    const message = await show({ type: 'users_select', action_id: 'who', placeholder: text('Who') });
    await message.getByRole('combobox', { name: 'Who' }).selectOption({ label: '@carol' });
    expect(await received()).toMatchObject({ selected_user: 'U0CAROL' });
  });

  it('sends boxes that are ticked, and dates', async () => {
    const message = await show(
      { type: 'checkboxes', action_id: 'boxes', options },
      { type: 'datepicker', action_id: 'day' },
    );
    await message.getByLabel('THREE').check();
    expect(await received()).toMatchObject({ selected_options: [{ value: 'three' }] });
    app.received.length = 0;
    await message.locator('input[type=date]').fill('2026-12-24');
    expect(await received()).toMatchObject({ action_id: 'day', selected_date: '2026-12-24' });
  });

  it('opens the menu behind three dots, which Escape closes', async () => {
    const message = await show({ type: 'overflow', action_id: 'more', options });
    await message.getByRole('button', { name: 'More' }).click();
    await visitor.page.keyboard.press('Escape');
    expect(await message.getByRole('menuitem').count()).toBe(0);
    await message.getByRole('button', { name: 'More' }).click();
    await message.getByRole('menuitem', { name: 'ONE' }).click();
    expect(await received()).toMatchObject({ selected_option: { value: 'one' } });
  });

  it('asks before a button that wants it, and sends nothing after a no', async () => {
    const confirm = {
      title: text('Sure?'),
      text: text('It cannot be undone.'),
      confirm: text('Do it'),
      deny: text('Stop'),
    };
    const message = await show(button('Wipe', 'wipe', { style: 'danger', confirm }));
    await message.getByRole('button', { name: 'Wipe' }).click();
    const dialog = visitor.pane('bob').getByRole('dialog', { name: 'Sure?' });
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(app.received).toEqual([]);
    await message.getByRole('button', { name: 'Wipe' }).click();
    await dialog.getByRole('button', { name: 'Do it' }).click();
    expect(await received()).toMatchObject({ action_id: 'wipe' });
  });

  it('tells only who pressed that the app failed', async () => {
    const message = await show(button('Go', 'go'));
    app.answerWith(() => new Response('', { status: 500 }));
    await message.getByRole('button', { name: 'Go' }).click();
    await visitor.message('bob', 'The app did not take this').waitFor();
    expect(await visitor.pane('alice').getByText('The app did not take this').count()).toBe(0);
  });

  it('fills in a modal, shows what the app objects to, and keeps what was entered', async () => {
    const message = await show(button('Open', 'open'));
    await message.getByRole('button', { name: 'Open' }).click();
    await received();
    const input = (block_id: string, label: string, element: object) => ({
      type: 'input',
      block_id,
      label: text(label),
      element,
    });
    await client.views.open({
      trigger_id: app.last().json.trigger_id,
      view: {
        type: 'modal',
        title: text('Window'),
        submit: text('Save'),
        blocks: [
          section('When?'),
          input('why', 'Reason', { type: 'plain_text_input', action_id: 'x', initial_value: 'because' }),
          input('level', 'Level', { type: 'radio_buttons', action_id: 'x', options }),
          input('mail', 'Mail', { type: 'email_text_input', action_id: 'x' }),
        ] as never,
      },
    });
    const dialog = visitor.pane('bob').getByRole('dialog', { name: 'Window' });
    await dialog.getByLabel('TWO').check();
    await dialog.getByLabel('Mail').fill('bob@demo.example');
    app.answerWith(() => Response.json({ response_action: 'errors', errors: { mail: 'Not this one' } }));
    await dialog.getByLabel('Mail').press('Enter');
    await dialog.getByText('Not this one').waitFor();
    expect(await dialog.getByLabel('Mail').getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByLabel('TWO').isChecked()).toBe(true);
    app.answerWith(() => new Response(''));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const values = app.last().json.view.state.values;
    expect(values.why.x.value).toBe('because');
    expect(values.level.x.selected_option.value).toBe('two');
    expect(values.mail.x.value).toBe('bob@demo.example');
  });

  it('keeps the focus inside a modal and gives it back', async () => {
    const message = await show(button('Open', 'open'));
    const opener = message.getByRole('button', { name: 'Open' });
    await opener.press('Enter');
    await received();
    await client.views.open({
      trigger_id: app.last().json.trigger_id,
      view: { type: 'modal', title: text('Short'), blocks: [section('That is all.')] as never },
    });
    await visitor.pane('bob').getByRole('dialog', { name: 'Short' }).waitFor();
    for (let press = 0; press < 4; press += 1) {
      await visitor.page.keyboard.press('Tab');
      expect(await visitor.page.evaluate<boolean>("Boolean(document.activeElement.closest('[role=dialog]'))")).toBe(
        true,
      );
    }
    await visitor.page.keyboard.press('Escape');
    await visitor.pane('bob').getByRole('dialog').waitFor({ state: 'detached' });
    expect(await visitor.page.evaluate<string>('document.activeElement.textContent')).toBe('Open');
  });
});
