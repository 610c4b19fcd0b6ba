import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { type AddressInfo } from 'node:net';
import { startSlack, type SlackServer } from '../../../local/slack';
import { actions, button, reasonView, section } from './fake-app';
import { silent } from './silent';

/* Slack's own framework as the app: it checks our signatures, reads our payloads and calls our Web API. */

let slack: SlackServer;
let bolt: App;
let appUrl: string;

beforeEach(async () => {
  slack = await startSlack();
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    endpoints: ['/commands', '/interactions', '/events'],
    logger: silent,
  });
  bolt = new App({
    token: slack.botToken,
    receiver,
    logger: silent,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  const server = await bolt.start(0);
  appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  slack.connect(appUrl);
});
afterEach(async () => {
  await bolt.stop();
  await slack.close();
});

const texts = (viewer?: string) => slack.workspace.messages('C0DEPLOY', { viewer }).map(({ text }) => text);

it('takes commands, clicks, forms and events and answers them', async () => {
  bolt.command('/deploy', async ({ ack, command, say, respond }) => {
    await ack();
    await respond(`You asked for ${command.text}.`);
    await say({ text: 'Deploy?', blocks: [section('Deploy?'), actions(button('Reject', 'reject'))] as never });
  });
  bolt.action('reject', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: reasonView as never });
  });
  bolt.view('reason', async ({ ack, view, client, body }) => {
    await ack();
    const reason = view.state.values.reason?.text?.value;
    await client.chat.postMessage({ channel: 'C0DEPLOY', text: `Rejected by <@${body.user.id}>: ${reason}` });
  });
  bolt.event('reaction_added', async ({ event, client }) => {
    await client.chat.postMessage({ channel: 'C0DEPLOY', text: `Seen :${event.reaction}:` });
  });
  bolt.event('app_mention', async ({ say }) => {
    await say('You called?');
  });

  await slack.workspace.as('alice').command('C0DEPLOY', '/deploy', 'order-service');
  await until(() => texts().includes('Deploy?'));
  const { ts } = slack.workspace.messages('C0DEPLOY').find(({ text }) => text === 'Deploy?')!;
  const carol = slack.workspace.as('carol');
  await carol.click('C0DEPLOY', ts, 'reject');
  await until(() => carol.modal());
  const submitted = await carol.submit(carol.modal()!.id, { reason: 'too late' });
  expect(submitted).toMatchObject({ closed: true, delivery: { answer: { status: 200 } } });
  await slack.workspace.as('bob').react('C0DEPLOY', ts, 'eyes');
  await until(() => texts().includes('Seen :eyes:'));
  await slack.workspace.as('bob').say('C0DEPLOY', '@countersign help');
  await until(() => texts().includes('You called?'));
  expect(texts('U0BOB')).toEqual([
    'Deploy?',
    'Rejected by <@U0CAROL>: too late',
    'Seen :eyes:',
    '<@U0BOT> help',
    'You called?',
  ]);
  expect(texts('U0ALICE')[0]).toBe('You asked for order-service.');
});

it('refuses what another secret signed', async () => {
  const other = await startSlack({
    signingSecret: 'another',
    commands: ['/deploy'],
    appUrl,
  });
  const { shown } = await other.workspace.as('alice').command('C0DEPLOY', '/deploy');
  await other.close();
  expect(shown?.versions[0]?.text).toBe('/deploy failed with the error "http_client_error"');
});

async function until(holds: () => unknown): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`it did not happen within 2 s; the channel shows ${texts().join(' | ')}`);
}
