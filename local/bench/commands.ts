import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadCompany } from '../../src/config/load-company';
import { commands as real } from '../../src/commands/index';
import { type Intake } from '../../src/intake/intake';
import { takeEvent } from '../../src/intake/take-event';
import { createSlack } from '../../src/platforms/slack/index';
import { Audience, CHANNEL } from '../demo/audience';
import { ANY_PORTS, startStack } from '../stack';
import { type Figure } from './figures';
import { inLanes, percentile } from './load';
import { median, ratio } from './ratio';
import { signedCommand } from './signed-command';

const ROUNDS = 31;
const DISPATCHES = 3_000;
const READS = 400;
const LANES = 50;
const SECRET = 'bench-signing-secret';

/** What many commands and people cost, what a source that hangs costs `/status`, and whether reads are lost under load. */
export async function commands(): Promise<Figure[]> {
  const few = dispatcher(10, 10);
  const many = dispatcher(1_000, 10_000);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const pair: [number, number] = [await few(), await many()];
    // The first warms up.
    if (round === 0) continue;
    theirs.push(pair[0]);
    ours.push(pair[1]);
  }
  const micro = (values: number[]) => `${((median(values) / DISPATCHES) * 1_000).toFixed(1)} µs`;
  const each = median(ours.map((value, index) => value / theirs[index]!));
  return [
    {
      what: 'signed request → verified, understood, handed to the engine: 10 commands and people, 1,000 and 10,000',
      value: `${micro(theirs)}, ${micro(ours)}`,
      ratio: ratio(ours, theirs),
      goal: { value: each, most: 1.2 },
    },
    ...(await wholeWay()),
  ];
}

/** CPU time in ms for so many dispatches of a deploy by the last person with the last command; the engine is a stub. */
function dispatcher(commandCount: number, people: number): () => Promise<number> {
  const demo = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
  const [alice] = demo.people;
  const deploy = real.find(({ spec }) => spec.name === 'deploy')!;
  const company = {
    ...demo,
    people: Array.from({ length: people }, (_, index) => ({
      ...alice!,
      id: `person-${index}`,
      accounts: { slack: `U${index}` },
    })),
  };
  const all = Array.from({ length: commandCount }, (_, index) => ({
    ...deploy,
    spec: { ...deploy.spec, name: `deploy-${index}` },
  }));
  let started = 0;
  const intake = {
    company,
    tenants: { slack: 'T0DEMO' },
    commands: all,
    language: {
      commands: all.map(({ spec }) => spec),
      services: company.services.map(({ id }) => id),
      environments: company.environments.map(({ id }) => id),
    },
    durable: { start: async () => void started++, wake: async () => undefined },
    receivedAt: new Date(),
  } as unknown as Intake;
  const slack = createSlack({
    apiUrl: 'https://slack.com/api/',
    signingSecrets: [SECRET],
    teamId: 'T0DEMO',
    botToken: 'x',
    commandNames: all.map(({ spec }) => spec.name),
  });
  return async () => {
    const requests = Array.from({ length: DISPATCHES }, () =>
      signedCommand(SECRET, `/deploy-${commandCount - 1}`, 'order-service v2.4.1 staging', {
        user_id: `U${people - 1}`,
      }),
    );
    const before = started;
    const began = process.cpuUsage();
    for (const { headers, body } of requests) {
      const receipt = await slack.receive({
        kind: 'commands',
        headers: new Headers(headers),
        body: Buffer.from(body),
        now: new Date(),
      });
      if (!('event' in receipt)) throw new Error(`refused: ${JSON.stringify(receipt.answer)}`);
      await takeEvent(intake, slack, receipt.event, (error) => {
        throw error;
      });
    }
    const { user, system } = process.cpuUsage(began);
    if (started - before !== DISPATCHES) throw new Error(`${started - before} of ${DISPATCHES} were handed over.`);
    return (user + system) / 1_000;
  };
}

async function wholeWay(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const stack = await startStack({ home, keep: false, ports: ANY_PORTS, env: { HOST_LOG_LEVEL: 'none' } });
  const audience = new Audience(stack);
  try {
    const status = async () => {
      const since = audience.now();
      const began = performance.now();
      await audience.as('dave').command(CHANNEL, '/cs-status', 'order-service');
      await audience.whispered('U0DAVE', since, 'Last deploys', 30);
      return performance.now() - began;
    };
    await status();
    const well = await status();
    stack.prometheus.faults.set({ kind: 'slow', milliseconds: 60_000 });
    const hanging = await status();
    stack.prometheus.faults.clear();

    const since = audience.now();
    const { times, perSecond } = await inLanes(LANES, READS, async () => {
      const began = performance.now();
      await audience.as('alice').command(CHANNEL, '/locks', '');
      return performance.now() - began;
    });
    const began = performance.now();
    const answers = () =>
      audience.whispers('U0ALICE', since).filter((text) => text.includes('Nothing is locked')).length;
    await audience.until(() => answers() >= READS, 120);
    const waited = performance.now() - began;
    const load = loadavg()[0]!.toFixed(1);
    const seconds = READS / perSecond + waited / 1_000;
    return [
      {
        what: '/status of a service until the asker sees it: all sources well, and Prometheus hanging (goal 2 s)',
        value: `${well.toFixed(0)} ms, ${hanging.toFixed(0)} ms`,
        ratio: `load ${load}`,
        goal: { value: hanging / 2_000, most: 1 },
      },
      {
        what: `${READS} reads at concurrency ${LANES}: acknowledged (p50, p99), all answered, lost (goal 0)`,
        value: `${percentile(times, 0.5).toFixed(0)} ms, ${percentile(times, 0.99).toFixed(0)} ms; ${(READS / seconds).toFixed(0)} per s; ${READS - answers()} lost`,
        ratio: `load ${load}`,
        goal: { value: READS - answers(), most: 0 },
      },
    ];
  } finally {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
