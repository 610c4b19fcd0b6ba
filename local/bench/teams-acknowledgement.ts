import { type Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TeamsServer } from '../teams/index';
import { type Figure } from './figures';
import { inLanes, percentile, timedPost } from './load';
import { type Measured } from './process';
import { median, ratio } from './ratio';

const ROUNDS = 5;
const ONE_BY_ONE = 400;
const AT_10 = 1_500;
const COMMANDS = 150;
const BEHIND_SECONDS = 60;

/** A message in a group, of which the bot is told though it is not meant: both sides verify and read it, and neither has anything to do. */
const OVERHEARD = 'overheard';

/**
 * A message under a real token, from its first byte to the last of a 200; CPU is that of the server's process alone. Then a command, of which the bare
 * bot does no more than before, while ours starts an orchestration and its answer is sent: its CPU counts that too.
 */
export async function teamsAcknowledgement(ours: Measured, bot: Measured, teams: TeamsServer): Promise<Figure[]> {
  teams.connect(`${ours.url}/api/messages`);
  const { delivery } = await teams.tenant.as('alice').say('Release crew', '@Countersign help');
  if (!delivery || delivery.answer?.status !== 200)
    throw new Error(`The first message was not taken: ${delivery?.answer?.body}`);
  const servers = { ours: { ...ours, url: `${ours.url}/api/messages` }, bot };
  let sent = 0;
  const message = (kind: string) => {
    const activity = { ...delivery.activity, id: `bench-${sent++}` };
    const body = JSON.stringify(kind === OVERHEARD ? { ...activity, entities: [] } : activity);
    const authorization = teams.authorization(teams.serviceUrl) ?? '';
    return {
      body,
      headers: { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}`, authorization },
    };
  };
  const post = (url: string, kind: string) => (agent: Agent) => timedPost(url, message(kind), 0, agent);
  for (const { url } of Object.values(servers)) await inLanes(10, AT_10, post(url, OVERHEARD));

  const p50 = { ours: [] as number[], bot: [] as number[] };
  const p99 = { ours: [] as number[], bot: [] as number[] };
  const cpu = { ours: [] as number[], bot: [] as number[] };
  const command = { ours: [] as number[], bot: [] as number[] };
  const commandCpu = { ours: [] as number[], bot: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['ours', 'bot'] as const) {
      const server = servers[name];
      const one = await inLanes(1, ONE_BY_ONE, post(server.url, OVERHEARD));
      p50[name].push(percentile(one.times, 0.5));
      p99[name].push(percentile(one.times, 0.99));
      const before = server.cpu();
      await inLanes(10, AT_10, post(server.url, OVERHEARD));
      cpu[name].push(((server.cpu() - before) / AT_10) * 1_000);
      const beforeCommands = server.cpu();
      const expected = teams.tenant.state.messages.length + COMMANDS;
      const commands = await inLanes(1, COMMANDS, post(server.url, 'command'));
      if (name === 'ours') await until(() => teams.tenant.state.messages.length >= expected);
      command[name].push(percentile(commands.times, 0.5));
      commandCpu[name].push(((server.cpu() - beforeCommands) / COMMANDS) * 1_000);
    }
  }
  const figure = (
    what: string,
    unit: string,
    digits: number,
    of: { ours: number[]; bot: number[] },
    most?: number,
  ): Figure => ({
    what,
    value: `${median(of.ours).toFixed(digits)} ${unit}`,
    ratio: `${ratio(of.ours, of.bot)} of a bare botbuilder bot (${median(of.bot).toFixed(digits)} ${unit})`,
    ...(most === undefined ? {} : { goal: { value: median(of.ours) / median(of.bot), most } }),
  });
  return [
    figure('verified Teams message acknowledged, p50', 'ms', 2, p50),
    figure('… p99', 'ms', 2, p99),
    figure('… CPU per 1,000', 'ms', 0, cpu, 0.7),
    figure('verified Teams command acknowledged, p50', 'ms', 2, command),
    figure('… CPU per 1,000, its orchestration and its answer included', 'ms', 0, commandCpu),
  ];
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < BEHIND_SECONDS * 10; tries++) {
    if (done()) return;
    await sleep(100);
  }
  throw new Error(`Not every answer was sent within ${BEHIND_SECONDS} s.`);
}
