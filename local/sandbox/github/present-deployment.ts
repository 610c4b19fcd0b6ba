import { isoTime, nodeId, presentUser, type Links } from './present-basics';
import { repositoryUrl } from './present-repository';
import type { Deployment, DeploymentStatus } from './state';
import type { Account, Repository } from './world';

/** OpenAPI `deployment` */
export function presentDeployment(deployment: Deployment, creator: Account, repository: Repository, links: Links) {
  const url = `${repositoryUrl(repository, links)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: isoTime(deployment.at),
    updated_at: isoTime(deployment.statuses.at(-1)?.at ?? deployment.at),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(repository, links),
    creator: presentUser(creator, links),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

/** OpenAPI `deployment-status` */
export function presentDeploymentStatus(
  status: DeploymentStatus,
  deployment: Deployment,
  creator: Account,
  repository: Repository,
  links: Links,
) {
  const deploymentUrl = `${repositoryUrl(repository, links)}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: presentUser(creator, links),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: isoTime(status.at),
    updated_at: isoTime(status.at),
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(repository, links),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}
