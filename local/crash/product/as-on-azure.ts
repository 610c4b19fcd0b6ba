import { setTimeout as sleep } from 'node:timers/promises';
import { type Activities } from '../../../src/activities/index';
import { type Seeded } from '../seeded';
import { type Extent, type Suite } from '../suite';
import { auditDeploy } from './audit-deploy';
import { productionDeploy } from './production-deploy';
import { type Point } from './tripwire';
import { openWiredCompany, type WiredCompany } from './wired-company';

interface Scenario {
  /** Faults of the host. */
  faults: string[];
  /** Where the host is killed besides, if anywhere. */
  point?: Point;
  /** How long after the end something may still come, ms. */
  afterwardsMs?: number;
}

const DISPATCH = { kind: 'call', index: 1, matching: /\/dispatches$/ } as const;
/** The least that Azure can be set to (`workItemQueueVisibilityTimeout`), and some. */
const A_MINUTE_LATER = 'late-restart=65000';

/** In the order of a deploy. */
const ACTIVITIES: (keyof Activities)[] = [
  ...(['openRequest', 'planCommand', 'openRound', 'tallyVotes', 'lockTarget', 'confirmPlan', 'recordIntent'] as const),
  ...(['startAction', 'pollAction', 'showVerifying', 'verifyAction'] as const),
  ...(['unlockTarget', 'recordOutcome', 'reportOutcome'] as const),
];

const worst: Scenario[] = [
  { faults: ['worker-death=*'] },
  longAfter('openRound'),
  { faults: ['late-restart=3000'], point: { ...DISPATCH, when: 'after' } },
];
const others: Scenario[] = [
  { faults: ['worker-death=*:2'] },
  { faults: ['worker-death=*', 'redeliver=*:500'], afterwardsMs: 2_000 },
  { faults: ['redeliver=*:3000'], afterwardsMs: 5_000 },
  ...ACTIVITIES.map(longAfter),
  { faults: [A_MINUTE_LATER], point: { ...DISPATCH, when: 'after' } },
  { faults: [A_MINUTE_LATER], point: { ...DISPATCH, when: 'before' } },
  ...Array.from({ length: 6 }, (_, index): Scenario => ({
    faults: ['late-restart=4000', 'redeliver=*:6000'],
    point: { kind: 'call', index: 3 * index + 2, matching: /chat\./, when: 'after' },
    afterwardsMs: 8_000,
  })),
];

/** One kind of activity runs again when everything is over: others, run again as well, would cover up what it does. */
function longAfter(activity: keyof Activities): Scenario {
  return { faults: [`redeliver=${activity}:15000`], afterwardsMs: 17_000 };
}

/**
 * The two faults of Microsoft's host: a worker that dies fails its activity, which is not run again; and what was under way
 * when the host was killed runs again a minute later, also what had been answered, beside or after whatever came since.
 */
export async function asOnAzure(_random: Seeded, extent: Extent): Promise<Suite> {
  const scenarios = extent === 'sample' ? worst : [...worst, ...others];
  const company = await openWiredCompany();
  const wrong: string[] = [];
  try {
    for (const [index, scenario] of scenarios.entries()) {
      const name = [
        ...scenario.faults,
        scenario.point && `killed ${scenario.point.when} ${scenario.point.matching?.source} ${scenario.point.index}`,
      ]
        .filter(Boolean)
        .join(', ');
      const version = `v1.9.${index % 2}`;
      const found = await play(company, scenario, version).catch((error: Error) => [error.message]);
      wrong.push(...found.map((what) => `${name}: ${what}`));
    }
  } finally {
    await company.close();
  }
  return { did: `${scenarios.length} deploys with faults of Microsoft's host`, wrong };
}

async function play(company: WiredCompany, scenario: Scenario, version: string): Promise<string[]> {
  const { faults, point, afterwardsMs = 0 } = scenario;
  await company.restartWith(faults.flatMap((fault) => ['--fault', fault]));
  if (point) company.wire.arm(point);
  try {
    const deploy = await productionDeploy(company, version);
    await sleep(afterwardsMs);
    return await auditDeploy(company, deploy);
  } finally {
    company.wire.disarm();
  }
}
