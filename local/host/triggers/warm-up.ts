import type { Logger } from '../log';
import { triggerOf } from '../worker/rpc';
import type { Worker } from '../worker/worker';

/** Runs the app's warm-up function, as Azure does on an instance that it adds under load, before that takes requests. */
export async function warmUp(worker: Worker, log: Logger): Promise<void> {
  for (const target of worker.functions.values()) {
    const { name, binding } = triggerOf(target.metadata);
    if (binding.type !== 'warmupTrigger') continue;
    const request = worker.request(target, { name, data: { json: '{}', data: 'json' } }, {});
    await worker.invoke(target, request).catch((error: unknown) => log.error(target.metadata.name, error));
  }
}
