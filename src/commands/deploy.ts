import { type CiCd } from '../connectors/types';
import { type Service } from '../model/company';
import { type Plan, type PlanDisplay } from '../model/plan';
import { type ChangingCommand, type Tools } from './command';
import { verifyHealth } from './verify-health';

export const deploy: ChangingCommand = {
  kind: 'changes',
  icon: '🚀',
  spec: {
    name: 'deploy',
    summary: 'Deploy a service to an environment',
    example: '/deploy order-service v2.4.1 staging',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'version', kind: 'text' },
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
      const message = `${service.repository} has no tag, branch or commit ${version}.${near}`;
      return { outcome: { result: 'invalid', reasonCode: 'target_not_found', message } };
    }
    const plan: Plan = {
      action: 'deploy',
      service: service.id,
      environment,
      connector: ciCd.name,
      current: deployed && { version: deployed.version, commit: deployed.commit },
      desired: { version, commit: resolved.commit, ref: resolved.ref },
      display: await whatLiesBetween(ciCd, service, deployed?.commit, resolved.commit),
    };
    return { plan };
  },

  async start(plan, correlation, tools) {
    const { repository, deploy } = serviceOf(plan.service, tools);
    const ciCd = await tools.connectors.ciCd(plan.connector);
    return ciCd.start({
      repository,
      workflow: deploy.workflow,
      ref: String(plan.desired['ref']),
      correlation,
      inputs: { version: String(plan.desired['version']), environment: plan.environment, correlation },
    });
  },

  async find(plan, correlation, since, tools) {
    const { repository, deploy } = serviceOf(plan.service, tools);
    const ciCd = await tools.connectors.ciCd(plan.connector);
    return ciCd.find({ repository, workflow: deploy.workflow, correlation }, since);
  },

  async poll(plan, runId, tools) {
    const ciCd = await tools.connectors.ciCd(plan.connector);
    return ciCd.run(serviceOf(plan.service, tools).repository, runId);
  },

  verify: (plan, tools) => verifyHealth(serviceOf(plan.service, tools), plan.environment, tools),

  fallback(plan, tools) {
    const { repository, deploy } = serviceOf(plan.service, tools);
    const inputs = { version: plan.desired['version'], environment: plan.environment, correlation: 'by-hand' };
    const fields = Object.entries(inputs).map(([name, value]) => `-f ${quoted(`${name}=${value}`)}`);
    const ref = quoted(String(plan.desired['ref']));
    return [`gh workflow run ${deploy.workflow} --repo ${repository} --ref ${ref} ${fields.join(' ')}`];
  },
};

/** As one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function serviceOf(id: string, { company }: Tools): Service {
  const found = company.services.find((service) => service.id === id);
  if (!found) throw new Error(`The company file has no service ${id}.`);
  return found;
}

/** For people's eyes: a comparison that cannot be had is said, and holds nothing up. */
async function whatLiesBetween(
  ciCd: CiCd,
  service: Service,
  from: string | undefined,
  to: string,
): Promise<PlanDisplay> {
  if (!from) return { commits: [], moreCommits: 0, warning: 'Nothing was deployed here before.' };
  try {
    const { commits, total, url, relation } = await ciCd.compare(service.repository, from, to);
    return {
      commits,
      moreCommits: Math.max(0, total - commits.length),
      compareUrl: url,
      ...{
        ahead: {},
        identical: { warning: 'This commit is what runs now.' },
        behind: { warning: 'This goes back to an earlier commit.' },
        diverged: { warning: 'This leaves out commits that run now.' },
      }[relation],
    };
  } catch (error) {
    return { commits: [], moreCommits: 0, warning: `The commits could not be compared: ${(error as Error).message}` };
  }
}
