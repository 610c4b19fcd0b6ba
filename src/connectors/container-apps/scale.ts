import { type Answer } from '../http/attempt';
import { jsonOf } from '../json-of';
import { surelyNotTaken } from '../surely-not-taken';
import { type Scaler, type Scaling } from '../types';
import { VendorError } from '../vendor-error';
import { pathOf, type ResourceManagerClient, ResourceManagerError, VENDOR } from './client';
import { appOf, type AppAsRead } from './read';
import { runIdOf } from './run-id';

/** Resource Manager has no dry run of a patch: what can be known from the app itself is looked at. */
export function rehearse(client: ResourceManagerClient): Scaler['rehearse'] {
  return async (scaling) => {
    const found = await appOf(client, scaling.target);
    const problem = found ? problemWith(scaling, found) : 'It is not there any more.';
    return problem
      ? { accepted: false, message: `${VENDOR}: could not ${doing(scaling)}: ${problem}` }
      : { accepted: true };
  };
}

/**
 * A patch of the template's scale, which makes a new revision. Under `If-Match` where the app has an ETag; where it has none, the app is
 * read once more right before, which leaves a gap of one request.
 */
export function scale(client: ResourceManagerClient): Scaler['scale'] {
  return async (scaling, seen) => {
    const { target, replicas, autoscaler } = scaling;
    const since = new Date().toISOString();
    let found: AppAsRead | null;
    try {
      found = await appOf(client, target);
    } catch (error) {
      return { state: 'refused', message: (error as Error).message };
    }
    if (found?.version !== seen.version) {
      const message = `${VENDOR}: did not ${doing(scaling)}: somebody else has just changed it. Ask again.`;
      return { state: 'conflict', message };
    }
    const bounds = { minReplicas: replicas, ...(autoscaler ? {} : { maxReplicas: replicas }) };
    try {
      const answer = await client.send(pathOf(target), {
        what: doing(scaling),
        patch: { properties: { template: { scale: bounds } } },
        ifMatch: found.etag,
      });
      return { state: 'started', runId: runIdOf(since, operationOf(client, scaling, answer)) };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const { message } = error;
      if (error instanceof ResourceManagerError && error.status === 412) return { state: 'conflict', message };
      return { state: surelyNotTaken(error) ? 'refused' : 'unknown', message };
    }
  };
}

/** @throws VendorError when what answered in the app's place is no app */
function operationOf(client: ResourceManagerClient, scaling: Scaling, answer: Answer): string | undefined {
  if (answer.status !== 202) jsonOf(VENDOR, doing(scaling), answer);
  return client.ownPath(answer.headers.get('azure-asyncoperation') ?? answer.headers.get('location'));
}

function doing({ target, replicas, autoscaler }: Scaling): string {
  return autoscaler
    ? `set the minimum of ${target.name} in ${target.namespace} to ${replicas}`
    : `scale ${target.name} in ${target.namespace} to ${replicas}`;
}

function problemWith({ replicas, autoscaler }: Scaling, { app, maximum }: AppAsRead): string | undefined {
  const { configuration, provisioningState } = app.properties;
  const mode = configuration?.activeRevisionsMode ?? 'Single';
  if (mode !== 'Single')
    return `It runs several revisions (mode ${mode}), and a new one would get no traffic by itself.`;
  if (provisioningState === 'InProgress' || provisioningState === 'Deleting')
    return 'It is being changed just now. Ask again when that is done.';
  if (!autoscaler && replicas === 0)
    return 'A container app cannot be held at 0 replicas, since its maximum is at least 1. Stop it instead: az containerapp stop.';
  if (autoscaler && replicas > maximum) return `Its maximum is ${maximum}.`;
  return undefined;
}
