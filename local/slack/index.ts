import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { JsonFile } from '../kit/json-file';
import { listen } from '../kit/listen';
import { type ServerEnv } from '../kit/server-env';
import { loopbackOnly } from '../pages/server/loopback-only';
import { adminRouter } from './admin';
import { ApiFaults } from './api/faults';
import { apiRouter, type ApiCall } from './api/router';
import { Triggers } from './api/triggers';
import { demoCommands, demoWorkspace } from './demo-workspace';
import { Deliveries } from './delivery/deliveries';
import { fileRouter } from './delivery/file-router';
import { EventSender } from './delivery/event-sender';
import { type Subscription } from './delivery/events';
import { Replies } from './delivery/replies';
import { type RequestKind, type Stage } from './people/stage';
import { checkCommands } from './people/reserved-commands';
import { pageRouter } from './page/page-router';
import { type SlackOptions, type SlackServer } from './slack-server';
import { type State } from './state/model';
import { Store } from './state/store';
import { Uploads } from './state/uploads';
import { Workspace } from './workspace';

export type { SlackOptions, SlackServer };

const slackRetryDelaysMs = [0, 60_000, 300_000];
const slackAckTimeoutMs = 3000;
const defaultEvents: Subscription[] = [
  'app_home_opened',
  'app_mention',
  'message.im',
  'reaction_added',
  'reaction_removed',
];

/**
 * Starts a Slack of our own on 127.0.0.1.
 * @throws Error when the port is in use, a command is one that Slack would refuse, or the state file cannot be read
 */
export async function startSlack(options: SlackOptions = {}): Promise<SlackServer> {
  const { now = Date.now, stateFile, signingSecret = 'demo-signing-secret', botToken = 'xoxb-demo' } = options;
  const commands = (options.commands ?? demoCommands).map((command) =>
    typeof command === 'string' ? { command, shouldEscape: false } : command,
  );
  checkCommands(commands.map(({ command }) => command));
  const kept = stateFile ? new JsonFile<State>(stateFile).read() : undefined;
  const store = new Store(kept ?? options.workspace ?? demoWorkspace(), now, stateFile);
  const verificationToken = 'demo-verification-token';
  let appUrl = options.appUrl;
  const requestUrl = (kind: RequestKind) => {
    if (!appUrl) throw new Error('no app is connected: give appUrl, or call connect');
    return new URL(kind, appUrl.endsWith('/') ? appUrl : `${appUrl}/`).href;
  };
  const deliveries = new Deliveries({ signingSecret, now, timeoutMs: options.ackTimeoutMs ?? slackAckTimeoutMs });
  const events = new EventSender(store, deliveries, {
    url: () => (appUrl ? requestUrl('events') : undefined),
    subscriptions: options.events ?? defaultEvents,
    verificationToken,
    retryDelaysMs: options.eventRetryDelaysMs ?? slackRetryDelaysMs,
  });
  const replies = new Replies(store);
  const triggers = new Triggers(now);
  const uploads = new Uploads();
  const stage: Stage = { store, deliveries, events, replies, triggers, commands, requestUrl, verificationToken };
  const faults = new ApiFaults();
  const calls: ApiCall[] = [];
  const app = new Hono<ServerEnv>();
  app.route('/', apiRouter({ store, triggers, uploads, faults, calls, tokens: { [botToken]: store.bot.id } }));
  app.route('/', replies.router());
  app.use('/files/*', loopbackOnly);
  app.route('/', fileRouter(uploads));
  const slack: SlackServer = {
    url: '',
    apiUrl: '',
    workspace: new Workspace(stage),
    signingSecret,
    botToken,
    calls,
    deliveries: deliveries.log,
    faults,
    connect: (url) => {
      appUrl = url;
    },
    redeliver: (id) => deliveries.redeliver(id),
    verifyEventsUrl: () => events.verifyUrl(randomUUID()),
    idle: () => deliveries.idle(),
    close: async () => {
      events.close();
      await server.close();
      store.save();
    },
  };
  app.use('/', loopbackOnly).use('/_admin/*', loopbackOnly).use('/_page/*', loopbackOnly);
  app.route('/', adminRouter(slack));
  if (options.page) app.route('/', pageRouter(slack.workspace, commands));
  const server = await listen(app, options.port);
  replies.base = server.url;
  uploads.base = server.url;
  return Object.assign(slack, { url: server.url, apiUrl: `${server.url}/api/` });
}
