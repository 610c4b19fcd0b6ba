import { type CiCd, type Deployed, type PastDeployment } from '../connectors/types';
import { type PlanDisplay } from '../model/plan';
import { type Inline } from '../model/view';
import { type ChangingCommand } from './command';
import { notPossible } from './not-possible';
import { runDeployWorkflow } from './run-deploy-workflow';
import { isProduction } from './is-production';
import { serviceOf } from './service-of';
import { wayBack } from './way-back';
import { whatLiesBetween } from './what-lies-between';

/** Successful deployments that are looked through for where to go back to. */
const remembered = 30;

export const rollback: ChangingCommand = {
  kind: 'changes',
  icon: '⏪',
  spec: {
    name: 'rollback',
    summary: 'Go back to the version that ran before, or to an earlier one',
    example: '/rollback order-service staging',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'environment', kind: 'environment' },
      { name: 'version', kind: 'version', optional: true },
    ],
    options: [],
    changes: true,
  },
  words: {
    title: ({ service, environment, version }) =>
      `Roll back ${String(service)} in ${String(environment)}${version === undefined ? '' : ` to ${String(version)}`}`,
    doing: ({ service, environment }) => `Rolling back ${String(service)} in ${String(environment)}...`,
    done: 'Rollback complete.',
  },
  confirms: 'In production you confirm the way back before it begins.',

  async plan(args, tools) {
    const environment = String(args['environment']);
    const { id, repository, deploy } = serviceOf(String(args['service']), tools);
    const ciCd = await tools.connectors.ciCd(deploy.connector);
    const past = await ciCd.history(repository, environment, remembered);
    const way = wayBack(past, args['version'] === undefined ? undefined : String(args['version']));
    if ('none' in way) return notPossible(way.none);
    const { from, to } = way;
    const desired = await asItRan(ciCd, repository, to);
    if (!desired) return notPossible(`${repository} no longer has ${to.version} (${to.commit.slice(0, 7)}).`);
    const typed = tools.company.environments.find((one) => one.id === environment)?.typedConfirmation === true;
    const between = await whatLiesBetween(ciCd, repository, { from: from.commit, to: to.commit, back: true });
    return {
      plan: {
        action: 'rollback',
        service: id,
        environment,
        connector: ciCd.name,
        current: { version: from.version, commit: from.commit },
        desired,
        ...((isProduction(environment, tools) || typed) && {
          confirm: `${environment} goes back from ${from.version} to ${desired.version}.`,
        }),
        ...(typed && { typeToConfirm: id }),
        display: withWarnings(
          { ...between, facts: factsOf(past[0]!, from, to) },
          desired.version !== to.version && `${to.version} is another commit by now; the one that ran is taken.`,
          from.commit === to.commit && 'This is the version that runs there: it is deployed once more.',
        ),
      },
    };
  },

  ...runDeployWorkflow('VERSION is the one before, in that list'),
};

/** The commit that ran then. A tag that has moved since, or a branch that went on, is deployed by the commit alone; null when that is gone too. */
async function asItRan(ciCd: CiCd, repository: string, { version, commit }: Deployed) {
  const named = await ciCd.resolve(repository, version);
  if (named.found && named.commit === commit) return { version, commit, ref: named.ref };
  const bare = await ciCd.resolve(repository, commit);
  return bare.found ? { version: commit, commit, ref: bare.ref } : null;
}

function factsOf(live: PastDeployment, from: Deployed, to: PastDeployment): PlanDisplay['facts'] {
  return [
    { label: 'Leaves', value: from === live ? told(live) : [`${from.version}, which failed `, { time: from.at }] },
    { label: 'Returns to', value: told(to) },
  ];
}

function told({ version, by, at }: PastDeployment): Inline[] {
  return [`${version}, deployed${by ? ` by ${by}` : ''} `, { time: at }];
}

function withWarnings(display: PlanDisplay, ...more: (string | false)[]): PlanDisplay {
  const warnings = [...more, display.warning].filter(Boolean);
  return warnings.length ? { ...display, warning: warnings.join(' ') } : display;
}
