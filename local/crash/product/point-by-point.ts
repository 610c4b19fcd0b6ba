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
  play: async (company, number) => auditIncident(company, await tellIncident(company, `Orders are lost (${number})`)),
};

/** Alerts that become an incident by a press, grow, end, and are resolved. */
export const alerts: Play = {
  most: 90,
  play: async (company, number) => auditAlerts(company, await tellAlerts(company, number)),
};

/** Killed around each write to a table and each call to a vendor. */
export async function pointByPoint({ play, most }: Play, random: Seeded, extent: Extent): Promise<Suite> {
  const lanes = await Promise.all(Array.from({ length: LANES[extent] }, () => openWiredCompany()));
  const wrong: string[] = [];
  const did: string[] = [];
  const [write, call] = [random.between(0, 1), random.between(2, 3)];
  const series = ALL.filter((_, index) => extent === 'everything' || index === write || index === call);
  let number = 0;
  try {
    for (const { kind, when } of series) {
      const tryAt = (index: number, company: WiredCompany) =>
        tryOnce(company, { kind, index, when }, () => play(company, number++));
      const tried = await tryPoints({ lanes, sample: 1, most, tryAt }, random, extent);
      did.push(`${tried.kills} × ${when} a ${kind === 'write' ? 'table write' : 'vendor call'}`);
      wrong.push(...tried.wrong);
      // A whole enumeration takes an hour; what it has come to is seen meanwhile, and stays when it is broken off.
      process.stderr.write(`${did.at(-1)}: ${tried.wrong.length} wrong\n`);
    }
  } finally {
    await Promise.all(lanes.map((company) => company.close()));
  }
  return { did: `killed ${did.join(', ')}`, wrong };
}

async function tryOnce({ wire, up }: WiredCompany, point: Point, play: () => Promise<string[]>): Promise<Attempt> {
  wire.arm(point);
  try {
    const wrong = await play();
    return { killed: wire.tripped !== undefined, wrong: wrong.map((what) => `killed ${wire.tripped}: ${what}`) };
  } catch (error) {
    return { killed: true, wrong: [`killed ${wire.tripped}: ${(error as Error).message}`] };
  } finally {
    wire.disarm();
    await up();
  }
}
