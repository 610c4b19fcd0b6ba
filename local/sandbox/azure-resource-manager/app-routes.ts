import { Hono, type Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { ArmError } from './arm-error';
import { type AppState, type ContainerApps } from './container-apps';
import { presentApp, presentOperation, presentReplicas, presentRevision } from './present';

const app = '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.App/containerApps/:name';
const operation = '/subscriptions/:subscription/providers/Microsoft.App/locations/:location';
const apiVersions = ['2024-03-01', '2025-01-01', '2025-07-01', '2026-01-01'];

/** Microsoft.App/containerApps: one app, its revisions and their replicas, a patch of its scale, and the operation that this starts. */
export function appRoutes(world: ContainerApps): Hono<ServerEnv> {
  const find = (c: Context<ServerEnv>): AppState => {
    const { subscription, group, name } = c.req.param() as Record<string, string>;
    const ours = world.apps.filter((one) => one.subscription === subscription && one.group === group);
    if (ours.length === 0)
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
    const found = ours.find((one) => one.name === name);
    if (found) return found;
    const message = `The Resource 'Microsoft.App/containerApps/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
    throw new ArmError(404, 'ResourceNotFound', message);
  };
  const revisionOf = (c: Context<ServerEnv>) => {
    const found = find(c);
    const name = c.req.param('revision');
    const revision = found.revisions.find((one) => one.name === name);
    if (!revision) throw new ArmError(404, 'RevisionNotFound', `Revision '${name}' was not found.`);
    return [found, revision] as const;
  };
  const operationOf = (c: Context<ServerEnv>) => {
    const found = world.operations.get(c.req.param('id') ?? '');
    if (!found) throw new ArmError(404, 'OperationNotFound', 'The operation was not found.');
    return found;
  };
  return new Hono<ServerEnv>()
    .use(async (c, next) => {
      const version = c.req.query('api-version');
      if (!version) {
        const message = 'The api-version query parameter (?api-version=) is required for all requests.';
        throw new ArmError(400, 'MissingApiVersionParameter', message);
      }
      if (!apiVersions.includes(version)) {
        const message = `No registered resource provider found for location 'westeurope' and API version '${version}' for type 'containerApps'. The supported api-versions are '${apiVersions.join(', ')}'.`;
        throw new ArmError(400, 'NoRegisteredProviderFound', message);
      }
      await next();
    })
    .get(app, (c) => c.json(presentApp(find(c))))
    .get(`${app}/revisions`, (c) => {
      const found = find(c);
      return c.json({ value: found.revisions.map((revision) => presentRevision(found, revision)) });
    })
    .get(`${app}/revisions/:revision`, (c) => c.json(presentRevision(...revisionOf(c))))
    .get(`${app}/revisions/:revision/replicas`, (c) => c.json(presentReplicas(...revisionOf(c))))
    .patch(app, async (c) => {
      const found = find(c);
      const bounds = boundsIn(await c.req.json<Patch>().catch(() => undefined), found);
      if (found.provisioningState === 'InProgress') {
        const message = `Cannot modify a container app '${found.name}' because there is an ongoing provisioning operation. Please try again later.`;
        throw new ArmError(409, 'ContainerAppOperationInProgress', message);
      }
      const { id } = world.change(found, bounds);
      const at = (kind: string) =>
        `${new URL(c.req.url).origin}/subscriptions/${found.subscription}/providers/Microsoft.App/locations/westeurope/${kind}/${id}?api-version=2025-07-01&t=639000000000000000&c=MIIH&s=sandbox&h=sandbox`;
      c.header('azure-asyncoperation', at('containerappOperationStatuses'));
      c.header('location', at('containerappOperationResults'));
      c.header('retry-after', '5');
      return c.body(null, 202);
    })
    .get(`${operation}/containerappOperationStatuses/:id`, (c) => c.json(presentOperation(operationOf(c))))
    .get(`${operation}/containerappOperationResults/:id`, (c) => {
      const { status, app: changed, error } = operationOf(c);
      if (status === 'InProgress') return c.body(null, 202);
      if (error) throw new ArmError(400, error.code, error.message);
      return c.json(presentApp(changed));
    });
}

interface Patch {
  properties?: { template?: { scale?: { minReplicas?: unknown; maxReplicas?: unknown } } };
}

/** A merge patch: what is not given stays. Only the scale can be patched here. */
function boundsIn(body: Patch | undefined, { minimum, maximum }: AppState): { minimum: number; maximum: number } {
  const scale = body?.properties?.template?.scale;
  if (!scale) throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid.');
  const { minReplicas = minimum, maxReplicas = maximum } = scale;
  const wrong = (field: string) =>
    new ArmError(
      400,
      'InvalidParameterValueInContainerTemplate',
      `The following field(s) are either invalid or missing. Field 'template.scale.${field}' is invalid.`,
    );
  if (!Number.isInteger(minReplicas) || Number(minReplicas) < 0) throw wrong('minReplicas');
  if (
    !Number.isInteger(maxReplicas) ||
    Number(maxReplicas) < Math.max(1, Number(minReplicas)) ||
    Number(maxReplicas) > 1000
  )
    throw wrong('maxReplicas');
  return { minimum: Number(minReplicas), maximum: Number(maxReplicas) };
}
