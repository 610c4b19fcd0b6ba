import { type CiCd } from '../connectors/types';
import { type Plan } from '../model/plan';
import { type ChangingCommand } from './command';
import { notPossible } from './not-possible';
import { runDeployWorkflow } from './run-deploy-workflow';
import { serviceOf } from './service-of';
import { whatLiesBetween } from './what-lies-between';

export const deploy: ChangingCommand = {
  kind: 'changes',
  icon: '🚀',
  spec: {
    name: 'deploy',
    summary: 'Deploy a service to an environment',
    example: '/deploy order-service v2.4.1 staging',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'version', kind: 'version' },
      { name: 'environment', kind: 'environment' },
    ],
    options: [],
    changes: true,
  },
  words: {
    title: (args) => `Deploy ${String(args['service'])} ${String(args['version'])} to ${String(args['environment'])}`,
    doing: (args) => `Deploying ${String(args['service'])} ${String(args['version'])}...`,
    done: 'Deploy complete.',
  },

  async plan(args, tools) {
    const version = String(args['version']);
    const environment = String(args['environment']);
    const service = serviceOf(String(args['service']), tools);
    const ciCd = await tools.connectors.ciCd(service.deploy.connector);
    const [resolved, deployed] = await Promise.all([
      ciCd.resolve(service.repository, version),
      ciCd.deployed(service.repository, environment),
    ]);
    if (!resolved.found) {
      const near = resolved.nearest.length > 0 ? ` Nearest: ${resolved.nearest.join(', ')}.` : '';
      return notPossible(`${service.repository} has no tag, branch or commit ${version}.${near}`);
    }
    const before = tools.company.environments.find(({ id }) => id === environment)?.after;
    if (before && !(await ranThere(ciCd, service.repository, before, resolved.commit))) {
      const message = `${environment} takes what has run in ${before}: deploy ${version} there first, with /deploy ${service.id} ${version} ${before}.`;
      return { outcome: { result: 'denied', reasonCode: 'order_not_met', message } };
    }
    const plan: Plan = {
      action: 'deploy',
      service: service.id,
      environment,
      connector: ciCd.name,
      current: deployed && { version: deployed.version, commit: deployed.commit },
      desired: { version, commit: resolved.commit, ref: resolved.ref },
      display: deployed
        ? await whatLiesBetween(ciCd, service.repository, { from: deployed.commit, to: resolved.commit })
        : { commits: [], moreCommits: 0, warning: 'Nothing was deployed here before.' },
    };
    return { plan };
  },

  ...runDeployWorkflow('VERSION is a tag or branch'),
};

/** Successful deployments that are looked through for a commit. */
const REMEMBERED = 50;

async function ranThere(ciCd: CiCd, repository: string, environment: string, commit: string): Promise<boolean> {
  const past = await ciCd.history(repository, environment, REMEMBERED);
  return past.some((one) => one.commit === commit);
}
