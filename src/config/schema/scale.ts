import * as z from 'zod/mini';
import { byId, section, text } from './primitives';

const count = z
  .number({ error: 'a whole number' })
  .check(
    z.int({ error: 'a whole number' }),
    z.gte(0, { error: 'a whole number' }),
    z.lte(1_000, { error: 'at most 1000' }),
  );

/** A path segment, so that nothing but a name can be filled in. */
const template = (slashes: string, allowed: string) =>
  text(
    new RegExp(`^(\\w|\\{(environment|service)\\})([\\w.${slashes}-]|\\{(environment|service)\\})*$`),
    `${allowed}; {environment} and {service} are filled in`,
  );

const bounds = section({ min: count, max: count }).check(
  z.refine(({ min, max }) => min <= max, { error: 'a min that is not above max' }),
);

export const scale = section({
  scaler: z.enum(['kubernetes', 'container-apps'], { error: 'kubernetes or container-apps' }),
  namespace: template('/', 'a namespace; for container-apps SUBSCRIPTION-ID/RESOURCE-GROUP').check(
    z.describe('Kubernetes: the namespace. Container Apps: SUBSCRIPTION-ID/RESOURCE-GROUP.'),
  ),
  name: template('', 'a name').check(z.describe('Of the deployment, or of the container app.')),
  bounds: byId(bounds).check(
    z.describe('By environment: the fewest and the most replicas that may be asked for. None where it is not listed.'),
  ),
}).check(
  z.refine(({ scaler, namespace }) => (scaler === 'container-apps') === /^[^/]+\/[^/]+$/.test(namespace), {
    error: 'a namespace without "/" for kubernetes, SUBSCRIPTION-ID/RESOURCE-GROUP for container-apps',
    path: ['namespace'],
  }),
);
