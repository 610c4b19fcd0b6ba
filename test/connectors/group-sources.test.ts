import { startDiscord } from '../../local/discord/index';
import { startGraph } from '../../local/sandbox/graph/start-graph';
import { startPagerDuty } from '../../local/sandbox/pagerduty/start-pagerduty';
import { type ApiFault } from '../../local/slack/api/faults';
import { startSlack } from '../../local/slack/index';
import { createDiscordRoles } from '../../src/connectors/discord-roles';
import { createEntraGroups } from '../../src/connectors/entra-groups';
import { createHttp } from '../../src/connectors/http';
import { createPagerDutySchedules } from '../../src/connectors/pagerduty-schedules';
import { createSlackUserGroups } from '../../src/connectors/slack-user-groups';
import { type GroupWorld, groupSourceContract } from '../contracts/group-source';
import { json, StubServer } from './stub-server';

const timing = { attempt: 2_000, deadline: 5_000, pause: 10, circuitOpen: 200 };
const guid = (last: string) => `00000000-0000-0000-0000-${last.padStart(12, '0')}`;
/** What a fault that is to be cut short waits. */
const faultOf = (kind: Parameters<GroupWorld['fault']>[0], times?: number) => ({
  kind,
  ...(times ? { times } : {}),
  ...(kind === 'slow' ? { milliseconds: 1_000 } : {}),
  ...(kind === 'too-many-requests' ? { retryAfterSeconds: 0 } : {}),
});

groupSourceContract('PagerDuty', async () => {
  const server = await startPagerDuty({ page: 2 });
  const source = (token: string) =>
    createPagerDutySchedules({ apiUrl: server.url, token }, createHttp('PagerDuty', timing));
  return {
    source: source(server.token),
    expired: source('no-longer-good'),
    people: ['PALICE', 'PBOB', 'PCAROL'],
    group: 'PSCHED1',
    set: (members) => server.onCall.setSchedule('PSCHED1', members),
    fault: (kind, times) => server.faults.set(faultOf(kind, times)),
    asked: () => server.requests.list().length,
    close: () => server.close(),
  };
});

groupSourceContract('Microsoft Graph', async () => {
  const server = await startGraph({ page: 2 });
  const group = guid('b1');
  const source = (token: string) =>
    createEntraGroups({ url: server.url, token: async () => token }, createHttp('Microsoft Graph', timing));
  return {
    source: source(server.token),
    expired: source('no-longer-good'),
    people: [guid('1'), guid('2'), guid('3')],
    group,
    set: (members) => server.directory.setGroup({ id: group, displayName: 'Leads', members }),
    fault: (kind, times) => server.faults.set(faultOf(kind, times)),
    asked: () => server.requests.list().length,
    close: () => server.close(),
  };
});

/** The Slack of ours knows no broken bodies; it then says that it fails, as Slack does with status 200. */
const slackFaults: Record<Parameters<GroupWorld['fault']>[0], ApiFault> = {
  slow: { kind: 'slow', milliseconds: 1_000 },
  error: { kind: 'http' },
  'bad-gateway': { kind: 'http', status: 502 },
  'too-many-requests': { kind: 'ratelimited', retryAfterSeconds: 0 },
  reset: { kind: 'reset' },
  'reset-after': { kind: 'reset-after' },
  truncated: { kind: 'error', error: 'fatal_error' },
  html: { kind: 'error', error: 'internal_error' },
};

groupSourceContract('Slack', async () => {
  const slack = await startSlack();
  const source = (botToken: string) =>
    createSlackUserGroups({ apiUrl: slack.apiUrl, botToken }, createHttp('Slack', timing));
  return {
    source: source(slack.botToken),
    expired: source('no-longer-good'),
    people: ['U0ALICE', 'U0BOB', 'U0CAROL'],
    group: 'S0LEADS',
    set: (users) => slack.workspace.putUserGroup({ id: 'S0LEADS', handle: 'leads', users }),
    fault: (kind, times) => slack.faults.set({ ...slackFaults[kind], ...(times ? { times } : {}) }),
    asked: () => slack.calls.length,
    close: () => slack.close(),
  };
});

groupSourceContract('Discord', async () => {
  const discord = await startDiscord();
  const { state } = discord.guild;
  const [apiUrl, guildIds] = [discord.url, [state.guild.id]];
  const role = '730000000000000001';
  // They fill the first page of the list, so that those with the role are on the second.
  const others = Array.from({ length: 1_000 }, (_, index) => ({
    id: `6${String(index).padStart(17, '0')}`,
    name: 'x',
  }));
  state.members.push(...others.map((one) => ({ ...one, displayName: one.name })));
  const source = (botToken: string) =>
    createDiscordRoles({ apiUrl, botToken, guildIds }, createHttp('Discord', timing));
  return {
    source: source(discord.botToken),
    expired: source('no-longer-good'),
    people: ['710000000000000001', '710000000000000002', '710000000000000003'],
    group: role,
    set: (members) => state.members.forEach((one) => (one.roles = members.includes(one.id) ? [role] : [])),
    fault: (kind, times) => discord.faults.set(faultOf(kind, times)),
    asked: () => discord.requests.list().length,
    close: () => discord.close(),
  };
});

describe('Discord roles', () => {
  const opened = async () => {
    const discord = await startDiscord();
    const { state } = discord.guild;
    const { botToken, url: apiUrl } = discord;
    const roles = createDiscordRoles({ apiUrl, botToken, guildIds: [state.guild.id] });
    return { discord, state, roles };
  };

  it('that no server of ours has are an error, not an empty group', async () => {
    const { discord, roles } = await opened();
    await expect(roles.members('730000000000000099')).rejects.toThrow(/no server of DISCORD_GUILD_IDS has it/);
    await discord.close();
  });

  it('say which switch is off, where the application may not list members', async () => {
    const { discord, state, roles } = await opened();
    state.application.membersIntent = false;
    await expect(roles.members('730000000000000001')).rejects.toThrow(/Server Members Intent/);
    await discord.close();
  });
});

describe('Entra groups', () => {
  it('hold the members of the groups within them, and nobody whose account is switched off', async () => {
    const server = await startGraph();
    const groups = createEntraGroups({ url: server.url, token: async () => server.token });
    const ids = async () => (await groups.members(guid('a1'))).map(({ id }) => id);
    expect(await ids()).toEqual([guid('2'), guid('3')]);
    server.directory.setUser({ id: guid('3'), displayName: 'Carol', mail: null, accountEnabled: false });
    expect(await ids()).toEqual([guid('2')]);
    await server.close();
  });

  it('are not read from another host, to which an answer points with its next page', async () => {
    const stub = await new StubServer().start();
    stub.answers(json(200, { value: [{ id: guid('2') }], '@odata.nextLink': 'http://127.0.0.2:9/v1.0/elsewhere' }));
    const groups = createEntraGroups({ url: stub.url, token: async () => 'secret' });
    await expect(groups.members('x')).rejects.toThrow(/next page is elsewhere/);
    expect(stub.asked).toHaveLength(1);
    await stub.close();
  });

  it('without an identity that gives a token, say what to do', async () => {
    const token = async () => Promise.reject(new Error('no identity here'));
    await expect(createEntraGroups({ url: 'http://127.0.0.1:9', token }).members('x')).rejects.toThrow(
      /no identity here.*Assign the app an identity/,
    );
  });
});

it('PagerDuty tells the e-mail of who is on call, by which the company file knows them', async () => {
  const server = await startPagerDuty();
  const schedules = createPagerDutySchedules({ apiUrl: server.url, token: server.token });
  expect(await schedules.members('PONCALL')).toEqual([{ id: 'PDAVE', email: 'dave@demo-company.example' }]);
  await server.close();
});

it('a list of something else than members is an error, not an empty group', async () => {
  const stub = await new StubServer().start();
  stub.answers(json(200, { oncalls: [{ user: null }] }));
  const schedules = createPagerDutySchedules({ apiUrl: stub.url, token: 'x' });
  await expect(schedules.members('P1')).rejects.toThrow(/something else than the list/);
  await stub.close();
});

it('deactivated members of a Slack user group are not in it', async () => {
  const slack = await startSlack();
  slack.workspace.putUserGroup({ id: 'S0LEADS', handle: 'leads', users: ['U0BOB', 'U0GONE'] });
  const groups = createSlackUserGroups(slack);
  expect(await groups.members('S0LEADS')).toEqual([{ id: 'U0BOB' }]);
  await slack.close();
});
