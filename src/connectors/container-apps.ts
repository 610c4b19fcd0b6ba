import { createClient, type ResourceManagerSettings, VENDOR } from './container-apps/client';
import { appOf, read } from './container-apps/read';
import { isAsAsked, run } from './container-apps/run';
import { runIdOf } from './container-apps/run-id';
import { rehearse, scale } from './container-apps/scale';
import { createHttp } from './http';
import { type Scaler } from './types';

/**
 * Scales Azure Container Apps by Resource Manager.
 * @throws VendorError when the address is unsafe; nothing is asked yet
 */
export function createContainerApps(settings: ResourceManagerSettings, http = createHttp(VENDOR)): Scaler {
  const client = createClient(settings, http);
  return {
    name: 'container-apps',
    read: read(client),
    rehearse: rehearse(client),
    scale: scale(client),
    async find(scaling, since) {
      const found = await appOf(client, scaling.target);
      return found && isAsAsked(scaling, found) ? { runId: runIdOf(since) } : null;
    },
    run: run(client),
  };
}
