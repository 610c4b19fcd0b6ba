import { app } from '@azure/functions';
import { getClient, input, OrchestrationRuntimeStatus } from 'durable-functions';
import { wakeIncidents } from '../src/activities/incident/wake-incidents';
import { company, dependencies, settings } from '../src/app';
import { companyWarnings } from '../src/config/company-warnings';
import { missingSettings } from '../src/config/missing-settings';
import { version } from '../src/config/version';
import { durableOf } from '../src/durable-client';
import { tellStuck } from '../src/activities/tell-stuck';
import { isByHand } from '../src/model/lock-owner';
import { logLine } from '../src/model/log-line';

for (const { setting, stops } of missingSettings(settings, company())) {
  process.emitWarning(`${setting} is not set. What does not work without it: ${stops}.`, 'CountersignSettings');
}
for (const warning of companyWarnings(company())) process.emitWarning(warning, 'CountersignCompany');

app.http('health', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'health',
  handler: () => ({ jsonBody: { status: 'ok', version } }),
});

/** A lock whose owner has ended is given back: `finally` does not run when an instance is terminated. */
app.timer('sweepLocks', {
  schedule: '30 * * * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const { locks, requests } = dependencies();
    const client = getClient(context);
    for (const lock of await locks.list()) {
      const owner = lock.usedBy ?? (isByHand(lock.owner) ? undefined : lock.owner);
      if (owner === undefined) continue;
      const finished = (await requests.get(owner))?.outcome;
      // An owner that cannot be asked about keeps its lock.
      const status = finished ? null : await client.getStatus(owner).catch(() => null);
      if (!finished && !(status && ENDED.has(status.runtimeStatus))) continue;
      await locks.release(lock.service, lock.environment, owner);
      context.warn(`The lock of ${lock.service} in ${lock.environment} was given back: its owner has ended.`);
    }
  },
});

/** Rows are the truth, and a wake-up can be lost. */
app.timer('sweepIncidents', {
  schedule: '15 */10 * * * *',
  extraInputs: [input.durableClient()],
  handler: (_timer, context) => wakeIncidents(dependencies().incidents, durableOf(context), new Date()),
});

/**
 * Commands that will not come to their end by themselves are told to the operations channel, each once. Looks three days back: the
 * table of instances has no index by state, so that a longer look would read all that there ever were.
 */
app.timer('sweepStuck', {
  schedule: '15 */10 * * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const instances = await getClient(context).getStatusBy({
      createdTimeFrom: new Date(Date.now() - STUCK_LOOK_MS),
      runtimeStatus: [
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Pending,
      ],
    });
    const seen = instances.map(({ instanceId, runtimeStatus, lastUpdatedTime, customStatus }) => ({
      instanceId,
      failed: runtimeStatus === OrchestrationRuntimeStatus.Failed,
      lastUpdatedAt: new Date(lastUpdatedTime).toISOString(),
      status: typeof customStatus === 'string' ? customStatus : '',
    }));
    for (const { instanceId: instance, how, since } of await tellStuck(dependencies(), seen)) {
      context.warn(logLine({ event: 'instance.stuck', instance, how, since }));
    }
  },
});

const STUCK_LOOK_MS = 3 * 24 * 3_600_000;

const ENDED = new Set([
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
]);
