import { WebClient } from '@slack/web-api';
import { startSlack, type SlackOptions, type SlackServer } from '../../../local/slack';
import { fakeApp, type FakeApp } from './fake-app';
import { silent } from './silent';

let slack: SlackServer;
let app: FakeApp;

const start = async (options: SlackOptions = {}) => {
  slack = await startSlack({ appUrl: app.url, ackTimeoutMs: 2_000, eventRetryDelaysMs: [0, 20, 40], ...options });
  return new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent });
};
beforeEach(async () => {
  app = await fakeApp();
});
afterEach(async () => {
  await slack.close();
  await app.close();
});

const alice = () => slack.workspace.as('alice');
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Until so many requests have come, and time for one more than there should be. */
const received = async (count: number) => {
  while (app.received.length < count) await wait(10);
  await wait(150);
};

describe('what becomes an event', () => {
  it('a mention in a channel, in Slack’s envelope, its text rewritten', async () => {
    await start();
    const { ts } = await alice().say('C0DEPLOY', '@countersign see https://x.y/a?b=1&c=2 & <this>');
    expect(app.last().path).toBe('/api/slack/events');
    expect(app.last().json).toMatchObject({
      token: expect.any(String),
      team_id: 'T0DEMO',
      api_app_id: 'A0COUNTER',
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev[A-Z0-9]{10}$/),
      event_time: expect.any(Number),
      authorizations: [{ team_id: 'T0DEMO', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
      event: {
        type: 'app_mention',
        user: 'U0ALICE',
        team: 'T0DEMO',
        channel: 'C0DEPLOY',
        ts,
        event_ts: ts,
        text: '<@U0BOT> see <https://x.y/a?b=1&amp;c=2> &amp; &lt;this&gt;',
        client_msg_id: expect.any(String),
      },
    });
  });

  it('any direct message to the app, the app’s own too', async () => {
    const client = await start();
    const dm = alice().dm();
    await alice().say(dm, 'help');
    expect(app.last().json.event).toMatchObject({
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: 'U0ALICE',
      text: 'help',
    });
    const { ts } = await client.chat.postMessage({ channel: dm, text: 'Here.' });
    await client.chat.update({ channel: dm, ts: ts!, text: 'There.' });
    await slack.idle();
    expect(app.received.slice(1).map(({ json }) => json.event)).toMatchObject([
      { type: 'message', user: 'U0BOT', bot_id: 'B0COUNTER', text: 'Here.' },
      { type: 'message', subtype: 'message_changed', message: { text: 'There.' }, previous_message: { text: 'Here.' } },
    ]);
  });

  it('reactions, given and taken back', async () => {
    const client = await start();
    const { ts } = await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'Deploy?' });
    await alice().react('C0DEPLOY', ts!, 'white_check_mark');
    await alice().unreact('C0DEPLOY', ts!, 'white_check_mark');
    const item = { type: 'message', channel: 'C0DEPLOY', ts };
    expect(app.received.map(({ json }) => json.event)).toMatchObject([
      { type: 'reaction_added', user: 'U0ALICE', reaction: 'white_check_mark', item, item_user: 'U0BOT' },
      { type: 'reaction_removed', user: 'U0ALICE', reaction: 'white_check_mark', item, item_user: 'U0BOT' },
    ]);
    expect(app.last().json.event).not.toHaveProperty('trigger_id');
  });

  it('not: other talk, ephemeral messages, events without subscription, channels without the bot', async () => {
    const client = await start({ events: ['app_mention'] });
    await alice().say('C0DEPLOY', 'good morning');
    await client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0ALICE', text: '<@U0BOT>' });
    await alice().say(alice().dm(), '<@U0BOT> hello');
    const general = slack.workspace.state.channels.find(({ id }) => id === 'C0GENERAL')!;
    general.members.splice(general.members.indexOf('U0BOT'), 1);
    await alice().say('C0GENERAL', '<@U0BOT> hello');
    expect(app.received).toEqual([]);
  });

  it('any talk in a channel for who subscribed to that, but nothing ephemeral', async () => {
    const client = await start({ events: ['message.channels'] });
    await client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0ALICE', text: 'psst' });
    await alice().say('C0DEPLOY', 'good morning');
    await slack.idle();
    expect(app.received.map(({ json }) => json.event)).toMatchObject([
      { type: 'message', channel_type: 'channel', user: 'U0ALICE', text: 'good morning' },
    ]);
  });

  it('tells of strangers by their own team', async () => {
    await start();
    await slack.workspace.as('stranger').say('C0DEPLOY', '<@U0BOT> deploy');
    expect(app.last().json).toMatchObject({
      team_id: 'T0DEMO',
      is_ext_shared_channel: true,
      event: { user: 'U0STRANGER', team: 'T0OTHER', user_team: 'T0OTHER' },
    });
  });

  it('mentions by other bots, with their bot_id', async () => {
    await start();
    await slack.workspace.as('otherbot').say('C0DEPLOY', '<@U0BOT> deploy');
    expect(app.last().json.event).toMatchObject({ type: 'app_mention', bot_id: 'B0OTHER' });
  });
});

describe('delivery of events', () => {
  it('shakes hands with the request URL', async () => {
    await start();
    expect(await slack.verifyEventsUrl()).toBe(false);
    app.answerWith(({ json }) => Response.json({ challenge: json.challenge }));
    expect(await slack.verifyEventsUrl()).toBe(true);
    expect(app.last().json).toMatchObject({
      type: 'url_verification',
      challenge: expect.any(String),
      token: expect.any(String),
    });
  });

  it('tries three times more, with the same body and the reason', async () => {
    await start();
    app.answerWith(() => new Response('', { status: 503 }));
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    await received(4);
    expect(app.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(app.received.map(({ body }) => body)).size).toBe(1);
    expect(slack.deliveries.map(({ of }) => of)).toEqual([undefined, 'd1', 'd1', 'd1']);
  });

  it('stops once the app has taken it, and when the app wants no retry', async () => {
    await start();
    app.answerWith(() => new Response('', { status: app.received.length > 1 ? 200 : 500 }));
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    await received(2);
    expect(app.received).toHaveLength(2);
    app.answerWith(() => new Response('', { status: 500, headers: { 'x-slack-no-retry': '1' } }));
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    await received(3);
    expect(app.received).toHaveLength(3);
  });

  it('waits three seconds (here: one) and says http_timeout; says connection_failed when nobody is there', async () => {
    await start({ eventRetryDelaysMs: [0], ackTimeoutMs: 1_000 });
    let slow = true;
    app.answerWith(async () => {
      const late = slow;
      slow = false;
      if (late) await wait(1_500);
      return new Response('');
    });
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    await received(2);
    expect(app.received[1]?.headers).toMatchObject({
      'x-slack-retry-num': '1',
      'x-slack-retry-reason': 'http_timeout',
    });
    await app.close();
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    while (slack.deliveries.at(-1)?.headers['x-slack-retry-num'] === undefined) await wait(10);
    expect(slack.deliveries.at(-1)?.headers).toMatchObject({ 'x-slack-retry-reason': 'connection_failed' });
  });
});

describe('redelivery', () => {
  it('sends the same bytes again, signed afresh, whatever was delivered', async () => {
    let now = Date.parse('2026-11-24T10:00:00Z');
    await start({ now: () => now });
    await alice().say('C0DEPLOY', '<@U0BOT> hello');
    await alice().command('C0DEPLOY', '/deploy', 'x');
    now += 60_000;
    await slack.redeliver('d1');
    await slack.redeliver('d1');
    await slack.redeliver('d2');
    const [event, command, eventAgain, eventOnceMore, commandAgain] = app.received;
    expect(eventAgain!.body).toBe(event!.body);
    expect(eventAgain!.headers['x-slack-signature']).not.toBe(event!.headers['x-slack-signature']);
    expect(eventAgain!.headers['x-slack-retry-num']).toBe('1');
    expect(eventOnceMore!.headers['x-slack-retry-num']).toBe('2');
    expect(commandAgain!.body).toBe(command!.body);
    expect(commandAgain!.headers).not.toHaveProperty('x-slack-retry-num');
    await expect(slack.redeliver('d99')).rejects.toThrow('no delivery d99');
  });
});
