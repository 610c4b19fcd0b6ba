import { type Attempt, tryPoints } from '../points';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditAlerts } from './audit-alerts';
import { auditDeploy } from './audit-deploy';
import { auditIncident } from './audit-incident';
import { tellAlerts } from './tell-alerts';
import { tellIncident } from './tell-incident';
import { productionDeploy } from './production-deploy';
import { type Point } from './tripwire';
import { openWiredCompany, type WiredCompany } from './wired-company';

const ALL = (['write', 'call'] as const).flatMap((kind) =>
  (['before', 'after'] as const).map((when) => ({ kind, when })),
);
const LANES = { everything: 2, sample: 1 };
/** How much one company sees: its sweeps wake every incident that it had, and what they write and call would be counted with the next one's. */
const PLAYS = 15;

/** Something that people do, played once with a number of its own; gives what was not as it must be. */
export interface Play {
  play: (company: WiredCompany, number: number) => Promise<string[]>;
  /** How many writes or calls it has at most. */
  most: number;
}

/** A production deploy that both team leads approve. */
export const deploys: Play = {
  most: 45,
  play: async (company, number) => auditDeploy(company, await productionDeploy(company, `v1.9.${number % 2}`)),
};

/** An incident that is opened, updated and resolved. */
export const incidents: Play = {
  most: 90,
  play: async (company, number) => auditIncident(company, await tellIncident(company, number)),
};

/** Alerts that become an incident by a press, grow, end, and are resolved. */
export const alerts: Play = {
  most: 90,
  play: async (company, number) => auditAlerts(company, await tellAlerts(company, number)),
};

/** Killed around each write to a table and each call to a vendor. */
export async function pointByPoint(
  { play, most }: Play,
  random: Seeded,
  extent: Extent,
  until = Infinity,
): Promise<Suite> {
  const lanes = Array.from({ length: LANES[extent] }, () => new Lane());
  const wrong: string[] = [];
  const did: string[] = [];
  const [write, call] = [random.between(0, 1), random.between(2, 3)];
  const series = ALL.filter((_, index) => extent === 'everything' || index === write || index === call);
  let number = 0;
  try {
    for (const { kind, when } of series) {
      const tryAt = (index: number, lane: Lane) =>
        lane.tryOnce({ kind, index, when }, (company) => play(company, number++));
      const tried = await tryPoints({ lanes, sample: 1, most, until, tryAt }, random, extent);
      did.push(`${tried.kills} × ${when} a ${kind === 'write' ? 'table write' : 'vendor call'}`);
      wrong.push(...tried.wrong);
      process.stderr.write(`${did.at(-1)}: ${tried.wrong.length} wrong\n`);
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  const cut = Date.now() > until ? '; stopped, as its time was over' : '';
  return { did: `killed ${did.join(', ')}${cut}`, wrong };
}

/** Plays one by one, in companies of its own. */
class Lane {
  private company: WiredCompany | undefined;
  private plays = 0;

  async tryOnce(point: Point, play: (company: WiredCompany) => Promise<string[]>): Promise<Attempt> {
    if (this.plays === PLAYS) await this.close();
    const company = (this.company ??= await openWiredCompany());
    this.plays++;
    const { wire, stack, up } = company;
    const host = stack.host();
    wire.arm(point);
    const wrong = await play(company).catch((error: Error) => [error.message]);
    wire.disarm();
    const killed = wire.tripped !== undefined;
    // A host that was killed at the very end may not be missed yet.
    if (killed) await host.ended;
    await up().catch((error: Error) => wrong.push(error.message));
    // What is stuck or broken is told once, and not of those that come after it.
    if (wrong.length > 0) await this.close();
    const what = wire.tripped ?? `not, for ${point.when} ${point.kind} ${point.index}`;
    const told = wrong.map((one) => `killed ${what}: ${one}`);
    // Whatever is wrong is seen at once, and stays when the run is broken off.
    for (const one of told) process.stderr.write(`${new Date().toISOString()} ${one}\n`);
    return { killed: killed || wrong.length > 0, wrong: told };
  }

  async close(): Promise<void> {
    const { company } = this;
    this.company = undefined;
    this.plays = 0;
    await company?.close();
  }
}
