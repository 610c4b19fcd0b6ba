import { setTimeout as sleep } from 'node:timers/promises';
import { isByHand } from '../../../src/model/lock-owner';
import { DurableClient } from '../../durable-client';
import { openWiredCompany, type WiredCompany } from '../product/wired-company';
import { Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { askOn, type Asked } from './askers';
import { auditMixed } from './audit-mixed';
import { decideOn } from './deciders';
import { killOn } from './kill-on';
import { ask } from './platform-asks';
import { type Rows, rowsOf } from './rows';

const STRETCHES = { everything: 50, sample: 1 };
const KILLS = { everything: 10, sample: 4 };
/** How many people type at a time. */
const ASKERS = 4;
/** What was asked has to have ended so long after the last kill, seconds. */
const CALM_SECONDS = 600;

/** All commands on all platforms by several people at once, while the host dies again and again. */
export async function mixed(random: Seeded, extent: Extent, until = Infinity): Promise<Suite> {
  const company = await openWiredCompany('all');
  const wrong: string[] = [];
  const results = new Map<string, number>();
  const twice = new Set<string>();
  const sum = { moment: 0, write: 0, call: 0, typed: 0, acknowledged: 0, said: 0 };
  try {
    await company.stack.teams.tenant.as('bob').addApp('deployments');
    for (let stretch = 1; stretch <= STRETCHES[extent] && wrong.length < MOST_WRONG && Date.now() < until; stretch++) {
      const played = await play(company, new Seeded(random.between(1, 999_999)), KILLS[extent]);
      wrong.push(...played.wrong.map((what) => `stretch ${stretch}: ${what}`));
      for (const kind of ['moment', 'write', 'call'] as const) sum[kind] += played.kills[kind];
      sum.typed += played.asked.reduce((total, { attempts }) => total + attempts, 0);
      sum.acknowledged += played.asked.filter((one) => one.acknowledged).length;
      sum.said += played.said;
      for (const id of played.twice) twice.add(id);
      for (const result of played.results) results.set(result, (results.get(result) ?? 0) + 1);
    }
  } finally {
    await company.close();
  }
  const did =
    `killed ${sum.moment} × at a moment, ${sum.write} × at a table write, ${sum.call} × at a call; ` +
    `${sum.typed} commands typed, ${sum.acknowledged} acknowledged, ${sum.said} votes: ` +
    `${[...results].map(([result, count]) => `${count} ${result}`).join(', ')}; ${twice.size} messages twice on Teams`;
  return { did, wrong };
}

/** Instances that belong to a command; alarms wait for their time, and incidents for somebody who resolves them. */
const AT_WORK = ['runCommand', 'followRun', 'refuseVote'];
const GOING = ['Pending', 'Running'];

/** After so many nothing new is learnt. */
const MOST_WRONG = 20;

async function play(company: WiredCompany, random: Seeded, count: number) {
  const rows = rowsOf(company);
  const since = new Date().toISOString();
  company.stack.github.requests.clear();
  company.stack.kubernetes.requests.clear();
  let [killed, calm] = [false, false];
  const own = () => new Seeded(random.between(1, 999_999));
  const asking = Array.from({ length: ASKERS }, () => askOn(company, rows, own(), () => killed));
  const deciding = decideOn(company, rows, own(), () => calm);
  const [kills, ...lanes] = await Promise.all([
    killOn(company, own(), count).finally(() => (killed = true)),
    ...asking,
  ]);
  const asked = lanes.flat();
  const left = await settle(company, rows, since, asked);
  calm = true;
  const said = await deciding;
  const { results, twice, wrong } = await auditMixed(company, rows, since, asked);
  return { kills, asked, said, results, twice, wrong: [...left, ...wrong] };
}

/** Gives back what is locked by hand, and waits until everything has ended. @returns what has not */
async function settle(company: WiredCompany, rows: Rows, since: string, asked: Asked[]): Promise<string[]> {
  for (const { owner, person, service, environment } of await rows.locks.list()) {
    if (!isByHand(owner)) continue;
    const line = `/unlock ${service} ${environment}`;
    const { acknowledged } = await ask(company, 'slack', person, line);
    asked.push({ platform: 'slack', who: person, line, attempts: 1, acknowledged });
  }
  const client = new DurableClient(company.stack.host().url, company.stack.functionKey);
  // An outcome is a row before it is shown: what ends is the instance.
  const left = async () => {
    const { found } = await client.since(new Date(since), 100_000);
    return found.filter(({ name, runtimeStatus }) => AT_WORK.includes(name) && GOING.includes(runtimeStatus));
  };
  const end = Date.now() + CALM_SECONDS * 1_000;
  let going = await left();
  while (going.length > 0 && Date.now() < end) {
    await sleep(1_000);
    going = await left();
  }
  return going.map(({ instanceId, name, customStatus }) => `${name} ${instanceId} goes on: ${String(customStatus)}`);
}
