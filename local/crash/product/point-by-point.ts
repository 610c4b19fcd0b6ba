import { type Attempt, tryPoints } from '../points';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditDeploy } from './audit-deploy';
import { productionDeploy } from './production-deploy';
import { type Point } from './tripwire';
import { openWiredCompany, type WiredCompany } from './wired-company';

const ALL = (['write', 'call'] as const).flatMap((kind) =>
  (['before', 'after'] as const).map((when) => ({ kind, when })),
);
const LANES = { everything: 2, sample: 1 };

/** A production deploy that both team leads approve, killed around each write to a table and each call to a vendor. */
export async function pointByPoint(random: Seeded, extent: Extent): Promise<Suite> {
  const lanes = await Promise.all(Array.from({ length: LANES[extent] }, () => openWiredCompany()));
  const wrong: string[] = [];
  const did: string[] = [];
  const [write, call] = [random.between(0, 1), random.between(2, 3)];
  const series = ALL.filter((_, index) => extent === 'everything' || index === write || index === call);
  try {
    for (const { kind, when } of series) {
      const tryAt = (index: number, company: WiredCompany) => tryOnce(company, { kind, index, when });
      const tried = await tryPoints({ lanes, sample: 1, most: 45, tryAt }, random, extent);
      did.push(`${tried.kills} × ${when} a ${kind === 'write' ? 'table write' : 'vendor call'}`);
      wrong.push(...tried.wrong);
    }
  } finally {
    await Promise.all(lanes.map((company) => company.close()));
  }
  return { did: `killed ${did.join(', ')}`, wrong };
}

let deploys = 0;

async function tryOnce(company: WiredCompany, point: Point): Promise<Attempt> {
  const { wire } = company;
  wire.arm(point);
  try {
    const deploy = await productionDeploy(company, `v1.9.${deploys++ % 2}`);
    const wrong = await auditDeploy(company, deploy);
    return { killed: wire.tripped !== undefined, wrong: wrong.map((what) => `killed ${wire.tripped}: ${what}`) };
  } catch (error) {
    return { killed: true, wrong: [`killed ${wire.tripped}: ${(error as Error).message}`] };
  } finally {
    wire.disarm();
    await company.up();
  }
}
