import { WebClient } from '@slack/web-api';
import { startSlack, type SlackServer } from '../../../../local/slack';
import {
  applyChange,
  inChannel,
  mentions,
  repliesTo,
  seenBy,
  unreadOf,
} from '../../../../local/slack/page/client/workspace';
import { type Change, type Snapshot } from '../../../../local/slack/page/model';
import { changeOf, snapshotOf } from '../../../../local/slack/page/tell';
import { actions, button, fakeApp, type FakeApp, reasonView, section } from '../fake-app';
import { silent } from '../silent';

let app: FakeApp;
let slack: SlackServer;
let client: WebClient;
/** What a page would show now. */
let page: Snapshot;
let told: Change[];

beforeEach(async () => {
  app = await fakeApp();
  slack = await startSlack({ appUrl: app.url });
  client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger: silent });
  page = snapshotOf(slack.workspace.state, []);
  told = [];
  slack.workspace.subscribe((moment) => {
    const change = changeOf(slack.workspace.state, moment);
    if (!change) return;
    told.push(change);
    page = applyChange(page, JSON.parse(JSON.stringify(change)) as Change);
  });
});
afterEach(async () => {
  await slack.close();
  await app.close();
});

const channel = 'C0DEPLOY';
const texts = (viewer = 'U0BOB') => seenBy(page.messages, channel, viewer).map(({ text }) => text);
const post = async (text: string, more: object = {}) =>
  (await client.chat.postMessage({ channel, text, ...more })).ts ?? '';

describe('a page that follows the workspace', () => {
  it('is what a page opened now would be', async () => {
    const ts = await post('one', { blocks: [section('one')] });
    await slack.workspace.as('alice').say(channel, 'two');
    await slack.workspace.as('bob').react(channel, ts, 'eyes');
    await client.chat.update({ channel, ts, text: 'one, changed' });
    await client.chat.postEphemeral({ channel, user: 'U0BOB', text: 'for bob' });
    const gone = await post('gone');
    await client.chat.delete({ channel, ts: gone });
    slack.workspace.as('carol').dm();
    await client.conversations.setTopic({ channel, topic: 'What goes out' });
    const plain = (snapshot: Snapshot) => JSON.parse(JSON.stringify(snapshot)) as Snapshot;
    expect(plain(page)).toEqual(plain(snapshotOf(slack.workspace.state, [])));
    expect(texts()).toEqual(['one, changed', 'two', 'for bob']);
  });

  it('shows what is for one person to that person only', async () => {
    await client.chat.postEphemeral({ channel, user: 'U0MALLORY', text: 'not you' });
    expect(texts('U0MALLORY')).toEqual(['not you']);
    expect(texts('U0ALICE')).toEqual([]);
  });

  it('opens and closes modals', async () => {
    const ts = await post('x', { blocks: [actions(button('Reject', 'reject'))] });
    await slack.workspace.as('bob').click(channel, ts, 'reject');
    await client.views.open({ trigger_id: app.last().json.trigger_id, view: reasonView });
    expect(page.views.map(({ viewer }) => viewer)).toEqual(['U0BOB']);
    await slack.workspace.as('bob').closeView(page.views[0]!.id);
    expect(page.views).toEqual([]);
  });

  it('passes on what Slack says about a failed click, and nothing of what was clicked or typed', async () => {
    const ts = await post('x', { blocks: [actions(button('Go', 'go'))] });
    told.length = 0;
    app.answerWith(() => new Response('', { status: 500 }));
    await slack.workspace.as('bob').click(channel, ts, 'go');
    expect(told.map(({ kind }) => kind)).toEqual(['note']);
    expect(texts().at(-1)).toContain('The app did not take this');
    expect(texts('U0ALICE')).toEqual(['x']);
  });

  it('keeps threads out of the channel, except for what was sent to both', async () => {
    const ts = await post('parent');
    await slack.workspace.as('alice').say(channel, 'reply', { thread: ts });
    await post('both', { thread_ts: ts, reply_broadcast: true });
    expect(inChannel(page.messages).map(({ text }) => text)).toEqual(['parent', 'both']);
    expect(repliesTo(page.messages, ts).map(({ text }) => text)).toEqual(['reply', 'both']);
  });

  it('counts what others wrote since one looked, and what calls one by name', async () => {
    const ts = await post('old');
    await post('to <@U0BOB>');
    await slack.workspace.as('alice').say(channel, 'hello @bob');
    await slack.workspace.as('bob').say(channel, 'my own');
    await slack.workspace.as('alice').say(channel, 'in a thread', { thread: ts });
    const deployments = page.channels.find(({ id }) => id === channel)!;
    expect(unreadOf(page.messages, deployments, 'U0BOB', ts)).toEqual({ count: 2, mentioned: 2 });
    expect(unreadOf(page.messages, deployments, 'U0CAROL', ts)).toEqual({ count: 3, mentioned: 0 });
    expect(page.messages.filter((message) => mentions(message, 'U0CAROL'))).toEqual([]);
  });
});
