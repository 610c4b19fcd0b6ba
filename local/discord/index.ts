import { generateKeyPairSync } from 'node:crypto';
import { Hono } from 'hono';
import { adminRoutes } from '../kit/admin-routes';
import { faultMiddleware } from '../kit/fault-middleware';
import { Faults } from '../kit/faults';
import { listen } from '../kit/listen';
import { Recorder } from '../kit/recorder';
import { type ServerEnv } from '../kit/server-env';
import { loopbackOnly } from '../pages/server/loopback-only';
import { adminRouter } from './admin';
import { faultAnswer } from './api/api-error';
import { checkCommands } from './api/check-commands';
import { apiRouter } from './api/router';
import { demoServer } from './demo-server';
import { Deliveries } from './delivery/deliveries';
import { Interactions } from './delivery/interactions';
import { type DiscordOptions, type DiscordServer } from './discord-server';
import { Guild } from './guild';
import { pageRouter } from './page/page-router';
import { Store } from './state/store';

export type { DiscordOptions, DiscordServer };

const discordTimeoutMs = 3000;

/**
 * Starts a Discord of our own on 127.0.0.1: one server with its people, the REST API, and interactions sent over HTTP.
 * @throws Error when the port is in use
 */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordServer> {
  const { now = Date.now, botToken = 'demo-discord-token' } = options;
  let { appUrl } = options;
  const store = new Store(demoServer(), now);
  store.state.commands = checkCommands(options.commands ?? []).map((command) => ({ id: store.newId(), ...command }));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const deliveries = new Deliveries({
    key: privateKey,
    endpoint: () => {
      if (!appUrl) throw new Error('no app is connected: give appUrl, or call connect');
      return appUrl;
    },
    now,
    timeoutMs: options.timeoutMs ?? discordTimeoutMs,
  });
  const guild = new Guild(store, new Interactions(store, deliveries));
  const requests = new Recorder(now);
  const faults = new Faults();
  /** The last 32 bytes of its DER form. */
  const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const discord: DiscordServer = {
    url: '',
    settings: {},
    guild,
    botToken,
    publicKey: hex,
    requests,
    faults,
    deliveries: deliveries.log,
    connect: (url) => {
      appUrl = url;
    },
    deliver: (payload) => deliveries.send(payload),
    redeliver: (id) => deliveries.redeliver(id),
    async ping() {
      const { answer } = await deliveries.send({
        id: store.newId(),
        application_id: store.state.application.id,
        type: 1,
        version: 1,
      });
      return answer?.status === 200 && (JSON.parse(answer.body) as { type?: number }).type === 1;
    },
    close: () => server.close(),
  };
  const app = new Hono<ServerEnv>();
  for (const path of ['/', '/_admin/*', '/_page/*', '/_faults', '/_requests', '/_state']) app.use(path, loopbackOnly);
  app.route('/', adminRouter(discord));
  if (options.page) app.route('/', pageRouter(guild));
  app.route(
    '/',
    adminRoutes(faults, requests, () => store.state),
  );
  // Before anybody reads it as text: files are bytes.
  app.use(async (c, next) => {
    await c.req.arrayBuffer();
    await next();
  });
  app.use(requests.middleware()).use(faultMiddleware(faults, faultAnswer));
  app.route('/', apiRouter(store, botToken));
  const server = await listen(app, options.port);
  const settings = {
    DISCORD_API_URL: server.url,
    DISCORD_PUBLIC_KEY: hex,
    DISCORD_BOT_TOKEN: botToken,
    DISCORD_GUILD_IDS: store.state.guild.id,
  };
  return Object.assign(discord, { url: server.url, settings });
}
