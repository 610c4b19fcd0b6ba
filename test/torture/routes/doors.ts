import { createHmac, type KeyObject, randomUUID, sign } from 'node:crypto';
import fc from 'fast-check';
import { type Stack } from '../../../local/stack';
import { type Wire } from './ask';

/** A route of the function app, and how its rightful callers call it. */
export interface Door {
  method: 'GET' | 'POST';
  path: string;
  /** What one of them sends; undefined where nothing is. */
  genuine?: object;
  /** The bytes of a body as this route reads it. */
  encode: (body: unknown) => Buffer;
  /** What makes these very bytes genuine. */
  headers: (bytes: Buffer) => Wire['headers'];
  /** Answers anybody. */
  open?: true;
}

const JSON_TYPE: Wire['headers'] = [['content-type', 'application/json']];
const FORM_TYPE: Wire['headers'] = [['content-type', 'application/x-www-form-urlencoded']];
const GUILD = '700000000000000001';

const json = (body: unknown) => Buffer.from(JSON.stringify(body) ?? '');
const form = (body: unknown) => Buffer.from(new URLSearchParams(body as Record<string, string>).toString());
const inForm = (body: unknown) => form({ payload: JSON.stringify(body) });

/** All of them. @param discordKey whose public half the app was told */
export function doorsOf(stack: Stack, discordKey: KeyObject): Door[] {
  const seconds = () => String(Math.floor(Date.now() / 1_000));
  const slack = (bytes: Buffer): Wire['headers'] => {
    const time = seconds();
    const digest = createHmac('sha256', stack.slack.signingSecret).update(`v0:${time}:`).update(bytes).digest('hex');
    return [
      ['x-slack-request-timestamp', time],
      ['x-slack-signature', `v0=${digest}`],
    ];
  };
  const discord = (bytes: Buffer): Wire['headers'] => {
    const time = seconds();
    const signature = sign(null, Buffer.concat([Buffer.from(time), bytes]), discordKey).toString('hex');
    return [['x-signature-timestamp', time], ['x-signature-ed25519', signature], ...JSON_TYPE];
  };
  const { serviceUrl, appId, tenantId } = teamsOf(stack);
  const teams = (): Wire['headers'] => [['authorization', stack.teams.authorization(serviceUrl)!], ...JSON_TYPE];
  const entra = (): Wire['headers'] => [
    ['authorization', `Bearer ${stack.entra.signIns.accessToken('alice')}`],
    ...JSON_TYPE,
  ];
  const key = (): Wire['headers'] => [['x-functions-key', stack.functionKey], ...JSON_TYPE];
  const pager = (bytes: Buffer): Wire['headers'] => {
    const digest = createHmac('sha256', stack.pagerDuty.webhookSecrets[0]!).update(bytes).digest('hex');
    return [['x-pagerduty-signature', `v1=${digest}`], ...JSON_TYPE];
  };
  const alerts = (): Wire['headers'] => [['authorization', `Bearer ${stack.alertmanager.webhookToken}`], ...JSON_TYPE];
  const who = { team: { id: 'T0DEMO' }, team_id: 'T0DEMO', user: { id: 'U0ALICE' }, user_id: 'U0ALICE' };
  const post = (path: string, genuine: object, headers: Door['headers'], encode = json): Door => ({
    ...{ method: 'POST', path, genuine, headers, encode },
  });
  const get = (path: string, headers: Door['headers']): Door => ({ method: 'GET', path, headers, encode: json });
  const doors: Door[] = [
    post(
      '/api/slack/commands',
      {
        ...who,
        team: 'T0DEMO',
        user: 'U0ALICE',
        command: '/locks',
        text: '',
        trigger_id: '1.2',
        channel_id: 'C0DEPLOY',
      },
      (bytes) => [...slack(bytes), ...FORM_TYPE],
      form,
    ),
    post(
      '/api/slack/interactions',
      {
        ...{ ...who, type: 'block_actions', trigger_id: '1.2', channel: { id: 'C0DEPLOY' } },
        ...{ container: { message_ts: '1.2' }, message: { ts: '1.2' }, response_url: 'https://hooks.slack.com/x' },
        actions: [{ action_id: 'approve', value: '{}', action_ts: '1.2', type: 'button' }],
      },
      (bytes) => [...slack(bytes), ...FORM_TYPE],
      inForm,
    ),
    post(
      '/api/slack/events',
      {
        ...{ ...who, type: 'event_callback', event_id: 'Ev1', authorizations: [{ user_id: 'U0BOT', is_bot: true }] },
        event: { type: 'app_mention', user: 'U0ALICE', text: '<@U0BOT> locks', channel: 'C0DEPLOY', ts: '1.2' },
      },
      (bytes) => [...slack(bytes), ...JSON_TYPE],
    ),
    post(
      '/api/messages',
      {
        ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl, text: 'locks' },
        conversation: { id: 'a:1', conversationType: 'personal', tenantId },
        from: { id: '29:1', aadObjectId: '00000000-0000-0000-0000-000000000001' },
        ...{ recipient: { id: `28:${appId}` }, channelData: { tenant: { id: tenantId } } },
      },
      teams,
    ),
    post(
      '/api/discord/interactions',
      {
        ...{ id: '1310000000000000000', application_id: '790000000000000001', type: 2, token: 'x', guild_id: GUILD },
        ...{ channel_id: '720000000000000001', channel: { id: '720000000000000001', type: 0, name: 'deployments' } },
        member: { user: { id: '710000000000000001', username: 'alice' }, roles: [], permissions: '0' },
        ...{ app_permissions: '0', data: { id: '1', name: 'help', type: 1, options: [] } },
      },
      discord,
    ),
    post('/api/commands', { line: '/locks', key: randomUUID() }, entra),
    post(
      '/api/votes',
      { id: 'a'.repeat(52), round: 1, planHash: 'b'.repeat(64), decision: 'approve', key: randomUUID() },
      entra,
    ),
    post('/api/choices', { command: 'deploy', field: 'service', typed: 'o', values: {} }, entra),
    get(`/api/commands/${'a'.repeat(52)}?wait=0&revision=x`, entra),
    get('/api/pending', entra),
    { ...get('/api/health', () => []), open: true },
    get('/api/health', key),
    get('/api/health/state', key),
    get('/api/audit?from=2026-01-01T00:00:00Z&format=csv', key),
    post(`/api/instances/${'a'.repeat(52)}/terminate`, { operator: 'bob', reason: 'it hangs' }, key),
    post('/api/instances/x/rewind', { operator: 'bob', reason: 'it failed' }, key),
    post(
      '/api/pagerduty/webhooks',
      {
        event: {
          ...{ id: '1', event_type: 'incident.acknowledged', occurred_at: '2026-11-24T10:00:00Z' },
          data: { incident_key: 'inc-1', assignees: [{ summary: 'bob', id: 'P1' }], html_url: 'https://x' },
        },
      },
      pager,
    ),
    post(
      '/api/alertmanager/webhook',
      {
        ...{
          version: '4',
          groupKey: 'g',
          status: 'firing',
          commonLabels: { alertname: 'x' },
          externalURL: 'https://x',
        },
        alerts: [{ status: 'firing', labels: { alertname: 'x' }, startsAt: '2026-11-24T10:00:00Z' }],
      },
      alerts,
    ),
  ];
  // A counterexample names it by its address.
  return doors.map((door) => ({ ...door, [fc.toStringMethod]: () => `${door.method} ${door.path}` }));
}

function teamsOf({ teams, env }: Stack) {
  return { serviceUrl: teams.serviceUrl, appId: env['MicrosoftAppId'], tenantId: env['MicrosoftAppTenantId'] };
}
