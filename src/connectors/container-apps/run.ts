import { jsonOf } from '../json-of';
import { scalingRun } from '../scaling-run';
import { type Scaler, type Scaling } from '../types';
import { pathOf, type ResourceManagerClient, ResourceManagerError, VENDOR } from './client';
import { type Operation, type Revision } from './objects';
import { type AppAsRead, appOf, replicasOf } from './read';
import { readRunId } from './run-id';

/** How long new replicas may take, as long as Kubernetes gives a deployment. */
const DEADLINE_SECONDS = 600;

export function run(client: ResourceManagerClient): Scaler['run'] {
  return async (scaling, runId) => {
    const { target } = scaling;
    const { since, operation } = readRunId(runId);
    const [operated, found] = await Promise.all([
      operation ? operationOf(client, scaling, operation) : undefined,
      appOf(client, target),
    ]);
    const { id, properties } = found?.app ?? {};
    const applied = operated !== 'going' && properties?.provisioningState !== 'InProgress';
    const { going, ended, done } = scalingRun(scaling, {
      id: runId,
      url: id && client.isPublic ? `https://portal.azure.com/#resource${id}` : undefined,
      taken: { by: 'applied by Container Apps', yet: applied },
      ...(await replicasOf(client, target, properties?.latestRevisionName)),
    });
    if (typeof operated === 'object') return ended(operated.state, operated.message);
    const overdue = Date.now() - Date.parse(since) > DEADLINE_SECONDS * 1_000;
    const notYet = () =>
      overdue ? ended('timed_out', `Not ready within ${DEADLINE_SECONDS} s. Container Apps goes on trying.`) : going();
    if (operated === 'going') return notYet();
    if (!found) return ended('failed', `There is no container app ${target.name} in ${target.namespace} any more.`);
    if (!isAsAsked(scaling, found))
      return ended('failed', `Somebody else has set it to ${found.minimum} to ${found.maximum} replicas.`);
    if (done) return going();
    const problem = applied && (await problemOf(client, scaling, found));
    return problem ? ended('failed', problem) : notYet();
  };
}

/** Whether the app is set to what was asked for. */
export function isAsAsked({ replicas, autoscaler }: Scaling, { minimum, maximum }: AppAsRead): boolean {
  return minimum === replicas && (autoscaler || maximum === replicas);
}

/** Operations are forgotten after some time; then the app itself tells. */
async function operationOf(
  client: ResourceManagerClient,
  { target }: Scaling,
  path: string,
): Promise<'going' | 'succeeded' | { state: 'failed' | 'cancelled'; message: string }> {
  const what = `follow the change of ${target.name} in ${target.namespace}`;
  try {
    const answer = await client.send(path, { what });
    // `Location` has no status of its own: 202 until the change has ended
    if (answer.status === 202) return 'going';
    if (answer.status === 204) return 'succeeded';
    const { status, error } = jsonOf<Partial<Operation>>(VENDOR, what, answer);
    if (status === undefined || status === 'Succeeded') return 'succeeded';
    if (status !== 'Failed' && status !== 'Canceled') return 'going';
    const message = [error?.code, error?.message].filter(Boolean).join(': ');
    return {
      state: status === 'Canceled' ? 'cancelled' : 'failed',
      message: message || `The change has ended as ${status}.`,
    };
  } catch (error) {
    if (error instanceof ResourceManagerError && error.status === 404) return 'succeeded';
    throw error;
  }
}

async function problemOf(
  client: ResourceManagerClient,
  { target }: Scaling,
  { app }: AppAsRead,
): Promise<string | undefined> {
  const { latestRevisionName: name, provisioningState } = app.properties;
  if (provisioningState === 'Failed' || provisioningState === 'Canceled')
    return `The change has ended as ${provisioningState}.`;
  if (!name) return undefined;
  const path = `${pathOf(target)}/revisions/${encodeURIComponent(name)}`;
  const { properties } = await client.get<Revision>(path, `read the revision ${name} in ${target.namespace}`);
  if (properties.provisioningState !== 'Failed' && properties.runningState !== 'Failed') return undefined;
  return `The revision ${name} has failed${properties.provisioningError ? `: ${properties.provisioningError}` : ''}.`;
}
