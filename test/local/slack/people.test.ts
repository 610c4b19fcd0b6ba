import { createHmac } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import { startSlack, type SlackServer } from '../../../local/slack';
import { actions, button, fakeApp, reasonView, section, type FakeApp } from './fake-app';
import { silent } from './silent';

let slack: SlackServer;
let client: WebClient;
let app: FakeApp;
let clock = Date.parse('2026-11-24T10:00:00Z');

beforeEach(async () => {
  app = await fakeApp();
  slack = await startSlack({ appUrl: app.url, ackTimeoutMs: 1_000, now: () => clock });
  client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent });
});
afterEach(async () => {
  await slack.close();
  await app.close();
});

const alice = () => slack.workspace.as('U0ALICE');
const bob = () => slack.workspace.as('bob');
const seen = (viewer?: string) => slack.workspace.messages('C0DEPLOY', { viewer }).filter(({ deleted }) => !deleted);
const later = (ms: number) => {
  clock += ms;
};
const json = (body: unknown) => Response.json(body);
const reply = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('a slash command', () => {
  const deploy = () => alice().command('C0DEPLOY', '/deploy', 'order-service v2.4.1 production');

  it('reaches the app as Slack’s form, signed', async () => {
    await deploy();
    const { path, headers, body, form } = app.last();
    expect(path).toBe('/api/slack/commands');
    expect(form).toEqual({
      token: expect.any(String),
      team_id: 'T0DEMO',
      team_domain: 'demo',
      channel_id: 'C0DEPLOY',
      channel_name: 'deployments',
      user_id: 'U0ALICE',
      user_name: 'alice',
      command: '/deploy',
      text: 'order-service v2.4.1 production',
      api_app_id: 'A0COUNTER',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\/T0DEMO\//),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
    });
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    const expected = createHmac('sha256', slack.signingSecret).update(base).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(headers['x-slack-request-timestamp']).toBe(String(clock / 1000));
  });

  it('shows an empty ack to nobody, a text ack to the person, and a public one to all, with the command', async () => {
    await deploy();
    expect(seen()).toEqual([]);
    app.answerWith(() => new Response('On it.'));
    await deploy();
    expect(seen()).toMatchObject([{ text: 'On it.', only_for: 'U0ALICE', user: 'U0BOT' }]);
    app.answerWith(() => json({ response_type: 'in_channel', text: 'Deploying.' }));
    await deploy();
    expect(seen('U0BOB').map(({ user, text }) => [user, text])).toEqual([
      ['U0ALICE', '/deploy order-service v2.4.1 production'],
      ['U0BOT', 'Deploying.'],
    ]);
  });

  it('tells only the person when the app is slow, failing, refusing, wrong or away', async () => {
    const lastWords = async () => {
      const { shown } = await deploy();
      return [shown?.onlyFor, shown?.versions[0]?.text];
    };
    app.answerWith(() => new Promise((resolve) => setTimeout(() => resolve(new Response('late')), 1_500)));
    expect(await lastWords()).toEqual(['U0ALICE', '/deploy failed with the error "operation_timeout"']);
    app.answerWith(() => new Response('', { status: 500 }));
    expect(await lastWords()).toEqual(['U0ALICE', '/deploy failed with the error "http_service_error"']);
    app.answerWith(() => new Response('', { status: 401 }));
    expect(await lastWords()).toEqual(['U0ALICE', '/deploy failed with the error "http_client_error"']);
    app.answerWith(() => json({ blocks: [{ type: 'nonsense' }] }));
    expect(await lastWords()).toEqual(['U0ALICE', '/deploy failed with the error "invalid_blocks"']);
    await app.close();
    expect(await lastWords()).toEqual(['U0ALICE', '/deploy failed with the error "dispatch_failed"']);
    expect(app.received).toHaveLength(4);
  });

  it('stays with Slack when it is Slack’s own or nobody’s', async () => {
    const own = await alice().command('C0DEPLOY', '/status', 'order-service');
    expect(own.delivery).toBeUndefined();
    expect(own.shown?.versions[0]?.text).toBe(
      "/status is one of Slack's own commands, no app receives it. Did you mean /cs-status?",
    );
    const unknown = await alice().command('C0DEPLOY', '/deplyo');
    expect(unknown.shown?.versions[0]?.text).toMatch(/^\/deplyo is not a valid command\. In Slack, all messages/);
    expect(app.received).toEqual([]);
  });

  it('cannot be registered under a name of Slack’s', async () => {
    await expect(startSlack({ commands: ['/status', '/Deploy', '/my_command', '/ok'] })).rejects.toThrow(
      /\/Deploy: .*\/my_command: .*\/status is one of Slack's own commands/,
    );
  });

  it('comes with tokens for people, channels and links where the app asked for that', async () => {
    const escaping = await startSlack({ appUrl: app.url, commands: [{ command: '/deploy', shouldEscape: true }] });
    await escaping.workspace.as('alice').command('C0DEPLOY', '/deploy', 'ask @bob in #general <now>');
    await escaping.close();
    expect(app.last().form.text).toBe('ask <@U0BOB|bob> in <#C0GENERAL|general> &lt;now&gt;');
  });

  it('works in direct messages', async () => {
    await alice().command(alice().dm(), '/cs-help');
    expect(app.last().form).toMatchObject({ channel_id: expect.stringMatching(/^D/), channel_name: 'directmessage' });
  });
});

describe('a response_url', () => {
  const deploy = async () => {
    await alice().command('C0DEPLOY', '/deploy');
    return app.last().form.response_url!;
  };

  it('shows five answers within half an hour, no more', async () => {
    const url = await deploy();
    for (let use = 1; use <= 5; use += 1) expect((await reply(url, { text: `answer ${use}` })).status).toBe(200);
    const sixth = await reply(url, { text: 'answer 6' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(seen('U0ALICE').map(({ text }) => text)).toEqual([1, 2, 3, 4, 5].map((use) => `answer ${use}`));
    expect(seen('U0BOB')).toEqual([]);
    const second = await deploy();
    later(30 * 60 * 1000 + 1);
    expect(await (await reply(second, { text: 'late' })).json()).toEqual({ ok: false, error: 'expired_url' });
  });

  it('replaces and deletes what it showed before', async () => {
    app.answerWith(() => new Response('Working…'));
    const url = await deploy();
    await reply(url, { replace_original: true, text: 'Done.' });
    expect(seen('U0ALICE').map(({ text }) => text)).toEqual(['Done.']);
    await reply(url, { delete_original: true });
    expect(seen('U0ALICE')).toEqual([]);
  });

  it('refuses what Slack refuses', async () => {
    const url = await deploy();
    expect(await (await reply(url, {})).json()).toEqual({ ok: false, error: 'no_text' });
    expect(await (await reply(url, { blocks: [{ type: 'x' }] })).json()).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
    });
    expect((await reply(`${url}x`, { text: 'x' })).status).toBe(404);
  });
});

describe('a click', () => {
  const post = async () =>
    (
      await client.chat.postMessage({
        channel: 'C0DEPLOY',
        text: 'Deploy?',
        blocks: [
          section('Deploy?'),
          { ...actions(button('Approve', 'approve', { value: 'r1', style: 'primary' })), block_id: 'votes' },
        ],
      })
    ).ts!;

  it('reaches the app as block_actions', async () => {
    const ts = await post();
    await bob().click('C0DEPLOY', ts, 'approve');
    expect(app.last().path).toBe('/api/slack/interactions');
    expect(app.last().json).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BOB', username: 'bob', name: 'bob', team_id: 'T0DEMO' },
      api_app_id: 'A0COUNTER',
      team: { id: 'T0DEMO', domain: 'demo' },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: 'message', message_ts: ts, channel_id: 'C0DEPLOY', is_ephemeral: false },
      channel: { id: 'C0DEPLOY', name: 'deployments' },
      message: { ts, text: 'Deploy?', bot_id: 'B0COUNTER' },
      response_url: expect.stringContaining('/actions/T0DEMO/'),
      actions: [
        {
          type: 'button',
          action_id: 'approve',
          block_id: 'votes',
          value: 'r1',
          style: 'primary',
          text: { type: 'plain_text', text: 'Approve', emoji: true },
          action_ts: expect.any(String),
        },
      ],
    });
  });

  it('can be answered on the message itself', async () => {
    const ts = await post();
    await bob().click('C0DEPLOY', ts, 'Approve');
    await reply(app.last().json.response_url, {
      replace_original: true,
      text: 'Approved.',
      blocks: [section('Approved.')],
    });
    expect(seen()).toMatchObject([{ ts, text: 'Approved.' }]);
    await expect(bob().click('C0DEPLOY', ts, 'approve')).rejects.toThrow(
      'there is no button or menu approve; there is none',
    );
  });

  it('takes another trigger_id each time, and each comes once', async () => {
    const ts = await post();
    await Promise.all([bob().click('C0DEPLOY', ts, 'approve'), bob().click('C0DEPLOY', ts, 'approve')]);
    expect(new Set(app.received.map((received) => received.json.trigger_id)).size).toBe(2);
    app.answerWith(() => new Response('', { status: 500 }));
    await bob().click('C0DEPLOY', ts, 'approve');
    await slack.idle();
    expect(app.received).toHaveLength(3);
    expect(slack.workspace.transcript('C0DEPLOY', { viewer: 'U0BOB' })).toContain(
      '⚠️ The app did not take this (http_service_error).',
    );
  });

  it('is not possible on what somebody does not see', async () => {
    const { message_ts } = await client.chat.postEphemeral({
      channel: 'C0DEPLOY',
      user: 'U0BOB',
      text: 'x',
      blocks: [actions(button('Yes', 'yes'))],
    });
    await expect(alice().click('C0DEPLOY', message_ts!, 'yes')).rejects.toThrow('alice sees no message');
    await bob().click('C0DEPLOY', message_ts!, 'yes');
    expect(app.last().json).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.last().json).not.toHaveProperty('message');
    expect(() => slack.workspace.as('U0GONE')).toThrow('gone is deleted');
    await expect(alice().say('C0SECRET', 'x')).rejects.toThrow('alice is in no channel C0SECRET');
  });

  it('of a stranger names the stranger’s own team', async () => {
    const ts = await post();
    await slack.workspace.as('U0STRANGER').click('C0DEPLOY', ts, 'approve');
    expect(app.last().json).toMatchObject({ user: { id: 'U0STRANGER', team_id: 'T0OTHER' }, team: { id: 'T0DEMO' } });
  });

  it('in a menu carries the option', async () => {
    const options = [{ text: { type: 'plain_text', text: 'Two' }, value: '2' }];
    const blocks = [
      { ...section('How many?'), accessory: { type: 'static_select', action_id: 'count', options } },
    ] as never;
    const { ts } = await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x', blocks });
    await bob().click('C0DEPLOY', ts!, 'count', '2');
    expect(app.last().json.actions).toMatchObject([{ type: 'static_select', selected_option: { value: '2' } }]);
    await expect(bob().click('C0DEPLOY', ts!, 'count', '3')).rejects.toThrow('there is no option 3; there are 2');
  });
});

it('a message shortcut reaches the app with the message', async () => {
  const { ts } = await alice().say('C0DEPLOY', 'look at this');
  await bob().shortcut('C0DEPLOY', ts, 'open_incident');
  expect(app.last().json).toMatchObject({
    type: 'message_action',
    callback_id: 'open_incident',
    trigger_id: expect.any(String),
    message_ts: ts,
    user: { id: 'U0BOB' },
    channel: { id: 'C0DEPLOY', name: 'deployments' },
    message: { user: 'U0ALICE', text: 'look at this' },
  });
});

describe('a modal', () => {
  const open = async () => {
    await bob().command('C0DEPLOY', '/deploy');
    return client.views.open({ trigger_id: app.last().form.trigger_id!, view: reasonView as never });
  };
  const errorOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: { data?: { error: string } }) => error.data?.error,
    );

  it('opens for the person of the trigger, once, within three seconds', async () => {
    const { view } = await open();
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'reason',
      private_metadata: 'round 1',
      state: { values: {} },
    });
    expect(bob().modal()?.id).toBe(view!.id);
    expect(alice().modal()).toBeUndefined();
    const trigger_id = app.last().form.trigger_id!;
    expect(await errorOf(client.views.open({ trigger_id, view: reasonView as never }))).toBe('exchanged_trigger_id');
    await bob().command('C0DEPLOY', '/deploy');
    later(3001);
    expect(
      await errorOf(client.views.open({ trigger_id: app.last().form.trigger_id!, view: reasonView as never })),
    ).toBe('expired_trigger_id');
    expect(await errorOf(client.views.open({ trigger_id: '1.2.3', view: reasonView as never }))).toBe(
      'invalid_trigger_id',
    );
  });

  it('is refused with what is wrong in it', async () => {
    await bob().command('C0DEPLOY', '/deploy');
    const view = { ...reasonView, title: { type: 'plain_text', text: 'A title that is far too long' } };
    const call = client.views.open({ trigger_id: app.last().form.trigger_id!, view: view as never });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: expect.arrayContaining(['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]']),
        },
      },
    });
  });

  it('is submitted with what was entered, and closes at an empty answer', async () => {
    const { view } = await open();
    const result = await bob().submit(view!.id!, { reason: 'not today' });
    expect(app.last().json).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0BOB', team_id: 'T0DEMO' },
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id: view!.id,
        callback_id: 'reason',
        private_metadata: 'round 1',
        state: { values: { reason: { text: { type: 'plain_text_input', value: 'not today' } } } },
        app_id: 'A0COUNTER',
        root_view_id: view!.id,
        previous_view_id: null,
      },
    });
    expect(result).toMatchObject({ closed: true });
    expect(bob().modal()).toBeUndefined();
  });

  it('does not leave the client while a required field is empty or too long', async () => {
    const { view } = await open();
    expect(await bob().submit(view!.id!)).toEqual({
      closed: false,
      errors: { reason: 'Please complete this required field.' },
    });
    expect(await bob().submit(view!.id!, { text: 'x'.repeat(501) })).toMatchObject({
      errors: { reason: 'Please enter at most 500 characters.' },
    });
    expect(app.received).toHaveLength(1);
  });

  it('follows the app’s response_action', async () => {
    const { view } = await open();
    const submit = (answer: unknown, id = view!.id!) => {
      app.answerWith(() => json(answer));
      return bob().submit(id, { reason: 'x' });
    };
    expect(await submit({ response_action: 'errors', errors: { reason: 'Say more.' } })).toMatchObject({
      closed: false,
      errors: { reason: 'Say more.' },
    });
    await submit({ response_action: 'update', view: { ...reasonView, title: { type: 'plain_text', text: 'Again' } } });
    expect(bob().modal()?.body).toMatchObject({ title: { text: 'Again' } });
    await submit({ response_action: 'push', view: { ...reasonView, callback_id: 'second' } });
    expect(bob().modal()).toMatchObject({ previousId: view!.id, rootId: view!.id, body: { callback_id: 'second' } });
    await submit({ response_action: 'clear' }, bob().modal()!.id);
    expect(slack.workspace.views('U0BOB')).toEqual([]);
  });

  it('says that there was trouble when the answer cannot be used, and stays', async () => {
    const { view } = await open();
    const trouble = { closed: false, trouble: 'We had some trouble connecting. Try again?' };
    for (const answer of [
      () => new Response('', { status: 500 }),
      () => new Response('not json'),
      () => json({ response_action: 'errors', errors: { nowhere: 'x' } }),
      () => json({ response_action: 'update', view: { type: 'modal' } }),
      () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response('')), 1_500)),
    ]) {
      app.answerWith(answer);
      expect(await bob().submit(view!.id!, { reason: 'x' })).toMatchObject(trouble);
    }
    app.answerWith(() => new Response(''));
    expect(await bob().submit(view!.id!, { reason: 'x' })).toMatchObject({ closed: true, trouble: undefined });
  });

  it('tells the app when it is closed, where that was asked for', async () => {
    const { view } = await open();
    await bob().closeView(view!.id!);
    expect(app.last().json).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view!.id } });
  });

  it('is updated from outside, with a check of the hash', async () => {
    const { view } = await open();
    expect(await errorOf(client.views.update({ view_id: view!.id!, hash: 'old', view: reasonView as never }))).toBe(
      'hash_conflict',
    );
    const { view: updated } = await client.views.update({
      view_id: view!.id!,
      hash: view!.hash!,
      view: reasonView as never,
    });
    expect(updated!.hash).not.toBe(view!.hash);
    expect(await errorOf(client.views.update({ view_id: 'V0NONE', view: reasonView as never }))).toBe('not_found');
  });

  it('is stacked three high at most', async () => {
    const { view } = await open();
    let top = view!.id!;
    const blocks = [actions(button('More', 'more'))];
    const pushed = { ...reasonView, blocks, type: 'modal' };
    await client.views.update({ view_id: top, view: pushed as never });
    for (let height = 2; height <= 3; height += 1) {
      await bob().clickIn(top, 'more');
      expect(app.last().json).toMatchObject({ type: 'block_actions', container: { type: 'view', view_id: top } });
      top = (await client.views.push({ trigger_id: app.last().json.trigger_id, view: pushed as never })).view!.id!;
    }
    await bob().clickIn(top, 'more');
    expect(await errorOf(client.views.push({ trigger_id: app.last().json.trigger_id, view: pushed as never }))).toBe(
      'push_limit_reached',
    );
  });
});
