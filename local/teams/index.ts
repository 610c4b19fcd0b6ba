import { Hono } from 'hono';
import { adminRoutes } from '../kit/admin-routes';
import { faultMiddleware } from '../kit/fault-middleware';
import { Faults } from '../kit/faults';
import { listen } from '../kit/listen';
import { Recorder } from '../kit/recorder';
import { type ServerEnv } from '../kit/server-env';
import { loopbackOnly } from '../pages/server/loopback-only';
import { adminRouter } from './admin';
import { autoRefresh } from './auto-refresh';
import { connectorRouter } from './connector/router';
import { faultAnswer } from './connector/fault-answer';
import { demoTenant } from './demo-tenant';
import { Deliveries } from './delivery/deliveries';
import { Drive } from './files/drive';
import { BOT_AUDIENCE, BotTokens } from './identity/bot-tokens';
import { CHANNEL_ISSUER, ChannelTokens } from './identity/channel-tokens';
import { identityRouter, METADATA_PATH } from './identity/router';
import { Store } from './state/store';
import { type TeamsOptions, type TeamsServer } from './teams-server';
import { Tenant } from './tenant';

export { tokenFlaws, type TokenFlaw } from './identity/channel-tokens';
export type { TeamsOptions, TeamsServer };

const teamsTimeoutMs = 15_000;
const demoAppId = '00000000-0000-0000-0000-00000000b07a';

/**
 * Starts Teams' side of a bot on 127.0.0.1: Bot Framework's identity, its connector, and people at their clients.
 * @throws Error when the port is in use
 */
export async function startTeams(options: TeamsOptions = {}): Promise<TeamsServer> {
  const { now = Date.now, appId = demoAppId, password = 'demo-bot-password' } = options;
  let { appUrl } = options;
  const state = options.tenant ?? demoTenant(appId);
  const { tenantId } = state;
  const store = new Store(state, now);
  const channelTokens = new ChannelTokens(appId, now);
  const botTokens = new BotTokens({ appId, password, tenantId }, now);
  const deliveries = new Deliveries({
    tokens: channelTokens,
    endpoint: () => {
      if (!appUrl) throw new Error('no app is connected: give appUrl, or call connect');
      return appUrl;
    },
    now,
    timeoutMs: options.timeoutMs ?? teamsTimeoutMs,
  });
  const drive = new Drive(() => teams.url);
  const tenant = new Tenant({ store, deliveries, drive, serviceUrl: () => teams.serviceUrl });
  const requests = new Recorder(now);
  const faults = new Faults();
  const teams: TeamsServer = {
    url: '',
    serviceUrl: '',
    settings: {},
    appId,
    password,
    tenantId,
    tenant,
    requests,
    faults,
    deliveries: deliveries.log,
    connect: (url) => {
      appUrl = url;
    },
    deliver: (activity, token) => deliveries.send(activity, token),
    redeliver: (id) => deliveries.redeliver(id),
    authorization: (serviceUrl, flaw) => channelTokens.authorization(serviceUrl, flaw),
    accepts: (authorization) => botTokens.accepts(authorization),
    idle: () => deliveries.idle(),
    close: () => server.close(),
  };
  const app = new Hono<ServerEnv>();
  for (const path of ['/_admin/*', '/_faults', '/_requests', '/_state']) app.use(path, loopbackOnly);
  app.route('/', adminRouter(teams));
  app.route(
    '/',
    adminRoutes(faults, requests, () => state),
  );
  app.use(requests.middleware()).use(faultMiddleware(faults, faultAnswer));
  app.route(
    '/',
    identityRouter(channelTokens, botTokens, () => teams.url, now),
  );
  app.route('/', drive.router());
  app.route('/', connectorRouter(store, botTokens, options.autoRefresh ? autoRefresh(store, tenant) : () => undefined));
  const server = await listen(app, options.port);
  const { url } = server;
  const settings = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppTenantId: tenantId,
    ToBotFromChannelOpenIdMetadataUrl: url + METADATA_PATH,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    ToChannelFromBotLoginUrl: `${url}/${tenantId}`,
    ToChannelFromBotOAuthScope: BOT_AUDIENCE,
  };
  return Object.assign(teams, { url, serviceUrl: `${url}/`, settings });
}
