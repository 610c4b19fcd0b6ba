import { app, type InvocationContext } from '@azure/functions';
import { type DurableOrchestrationStatus, getClient, input, OrchestrationRuntimeStatus } from 'durable-functions';
import { wakeIncidents } from '../src/activities/incident/wake-incidents';
import {
  anchoring,
  audit,
  auditIndex,
  auditTables,
  company,
  consoleBoard,
  dependencies,
  settings,
  warmUp,
} from '../src/app';
import { AuditUnavailableError } from '../src/audit/audit-log';
import { catchUp } from '../src/audit/index-upkeep';
import { companyWarnings } from '../src/config/company-warnings';
import { missingSettings } from '../src/config/missing-settings';
import { version } from '../src/config/version';
import { controlOf, durableOf, stateOf } from '../src/durable-client';
import { eachAlone } from '../src/activities/each-alone';
import { tellStuck } from '../src/activities/tell-stuck';
import { isByHand } from '../src/model/lock-owner';
import { logLine } from '../src/model/log-line';
import { unlessBroken } from '../src/model/broken-row';

for (const { setting, stops } of missingSettings(settings, company())) {
  process.emitWarning(`${setting} is not set. What does not work without it: ${stops}.`, 'CountersignSettings');
}
for (const warning of companyWarnings(company())) process.emitWarning(warning, 'CountersignCompany');

app.http('health', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'health',
  handler: async (request) => {
    const key = request.headers.get('x-functions-key') ?? request.query.get('code');
    if (!key) return { jsonBody: { status: 'ok', version } };
    // What no header can hold is no key.
    if (!/^[\x21-\x7e]+$/.test(key)) return { status: 401 };
    // The host alone can tell whether a key is right: its own route that needs one is asked.
    const own = settings.hostName
      ? `${/^(localhost|127\.)/.test(settings.hostName) ? 'http' : 'https'}://${settings.hostName}`
      : loopback(request.url);
    if (!own) return { status: 503, jsonBody: { error: 'WEBSITE_HOSTNAME is not set: ask /api/health/state.' } };
    const { pathname } = new URL(request.url);
    const state = await fetch(`${own}${pathname.replace(/\/$/, '')}/state`, {
      headers: { 'x-functions-key': key },
      redirect: 'error',
    }).catch(() => undefined);
    if (!state) return { status: 503, jsonBody: { error: 'This app could not be reached at its own address.' } };
    const body = await state.text();
    return { status: state.status, headers: { 'content-type': 'application/json' }, body };
  },
});

app.http('healthState', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'health/state',
  handler: async () => {
    const { dependencyStates } = await import('../src/dependency-states');
    const { slack, github, azureDevOps, prometheus, alertmanager, loki, kubernetes } = settings;
    const states = await dependencyStates(
      {
        tables: async () => void (await dependencies().requests.get('health')),
        audit: async () => auditSays(),
      },
      {
        slack: slack.botToken && slack.apiUrl,
        github: (github.token ?? github.appId) && github.apiUrl,
        azureDevOps: azureDevOps.token && azureDevOps.url,
        prometheus: prometheus.url,
        alertmanager: alertmanager.url,
        loki: loki.url,
        kubernetes: kubernetes.apiUrl,
      },
    );
    const able = states['tables']?.state === 'ok' && states['audit']?.state === 'ok';
    const failing = Object.values(states).some(({ state }) => state === 'failing');
    const status = able ? (failing ? 'degraded' : 'ok') : 'failing';
    return { status: able ? 200 : 503, jsonBody: { status, version, dependencies: states } };
  },
});

/** Throws when nothing could be recorded, and so nothing would be done. */
async function auditSays(): Promise<string> {
  const [entries, anchors] = await Promise.all([audit().entries(), anchoring().then((found) => found?.store.names())]);
  if (entries === 0 && anchors?.length)
    throw new Error('The audit table is empty, but there are anchors of its chain: it was deleted.');
  return `${entries} entries, ${anchors ? `newest anchor ${anchors.at(-1) ?? 'none yet'}` : 'no anchors are set up'}`;
}

/** What operators do to an instance that nothing else moves. */
app.http('operate', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'instances/{instance}/{deed}',
  extraInputs: [input.durableClient()],
  handler: async (request, context) => {
    const { readOperation } = await import('../src/activities/read-operation');
    const asked = readOperation(request.params, await request.text());
    if ('problem' in asked) return { status: 400, jsonBody: { error: asked.problem } };
    const { operateInstance } = await import('../src/activities/operate-instance');
    try {
      const operated = await operateInstance(dependencies(), controlOf(context), asked);
      if ('done' in operated) return { status: 202, jsonBody: operated };
      return { status: REFUSED[operated.refused], jsonBody: { error: operated.why } };
    } catch (error) {
      if (!(error instanceof AuditUnavailableError)) throw error;
      return { status: 503, jsonBody: { error: 'It could not be recorded, so nothing was done. Try again.' } };
    }
  },
});

const REFUSED = { invalid: 400, not_allowed: 403, unknown: 404, state: 409 };

function loopback(address: string): string | undefined {
  const { origin, hostname } = new URL(address);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? origin : undefined;
}

/** On an instance that is added under load, before it takes requests: nobody's command is then the one that loads it all. */
app.warmup('warmup', { handler: () => warmUp() });

/** A lock whose owner has ended is given back: `finally` does not run when an instance is terminated. */
app.timer('sweepLocks', {
  schedule: '30 * * * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const { locks, requests } = dependencies();
    const client = getClient(context);
    await eachAlone(
      await locks.list(),
      { name: 'sweepLocks', called: ({ owner }) => owner, log: context },
      async (lock) => {
        const owner = lock.usedBy ?? (isByHand(lock.owner) ? undefined : lock.owner);
        if (owner === undefined) return;
        const finished = (await requests.get(owner).catch(unlessBroken))?.outcome;
        // An owner that cannot be asked about keeps its lock.
        const status = finished ? null : await client.getStatus(owner).catch(() => null);
        if (!finished && !(status && stateOf(status) !== 'going')) return;
        await locks.release(lock.service, lock.environment, owner);
        context.warn(`The lock of ${lock.service} in ${lock.environment} was given back: its owner has ended.`);
      },
    );
  },
});

/** Rows are the truth, and a wake-up can be lost. */
app.timer('sweepIncidents', {
  schedule: '15 */10 * * * *',
  extraInputs: [input.durableClient()],
  handler: (_timer, context) => wakeIncidents(dependencies(), durableOf(context), new Date(), context),
});

/** A command whose instance has ended without an outcome gets one: every command ends in exactly one entry. */
app.timer('sweepLost', {
  schedule: '15 * * * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const { requests, now } = dependencies();
    const client = getClient(context);
    await eachAlone(
      await requests.unfinished(),
      { name: 'sweepLost', called: String, log: context },
      async (instanceId) => {
        const row = await requests.get(instanceId);
        if (!row) return;
        if (row.outcome) {
          // The process died between the two rows.
          await requests.finish(instanceId, row.outcome);
          return;
        }
        const age = now().getTime() - Date.parse(row.request.receivedAt);
        if (age < SETTLED_MS) return;
        const status = await client.getStatus(instanceId).catch(() => null);
        if (status ? stateOf(status) === 'going' : age < FORGOTTEN_MS) return;
        // Told before it is closed: what has an outcome is not looked at again so soon.
        if (status && stateOf(status) === 'failed') await tell(status, context);
        const { closeLost } = await import('../src/activities/close-lost');
        // What it did is looked for by the index: that has to know of all of it.
        await catchUp(auditTables(), auditIndex());
        const closed = await closeLost(dependencies(), instanceId).catch((error: unknown) => {
          context.error(error);
          return 'waiting' as const;
        });
        if (closed !== 'waiting') context.warn(`${instanceId} had ended without an outcome: ${closed.reasonCode}.`);
      },
    );
  },
});

/** Commands that have come to a stop are told to the operations channel, each once. */
app.timer('sweepStuck', {
  schedule: '15 */10 * * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const client = getClient(context);
    const { requests } = dependencies();
    await eachAlone(
      await requests.unfinished(),
      { name: 'sweepStuck', called: String, log: context },
      async (instanceId) => {
        const status = await client.getStatus(instanceId).catch(() => null);
        if (status) await tell(status, context);
      },
    );
  },
});

/**
 * What failed when its outcome was recorded already, and what could not be told when it failed. The table of instances has no index
 * by state, so that this reads all of three days: four times a day is enough.
 */
app.timer('sweepFailed', {
  schedule: '45 5 */6 * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const failed = await getClient(context).getStatusBy({
      createdTimeFrom: new Date(Date.now() - STUCK_LOOK_MS),
      runtimeStatus: [OrchestrationRuntimeStatus.Failed],
    });
    await eachAlone(failed, { name: 'sweepFailed', called: ({ instanceId }) => instanceId, log: context }, (status) =>
      tell(status, context),
    );
  },
});

async function tell(status: DurableOrchestrationStatus, context: InvocationContext): Promise<void> {
  const stuck = await tellStuck(dependencies(), {
    instanceId: status.instanceId,
    failed: stateOf(status) === 'failed',
    lastUpdatedAt: new Date(status.lastUpdatedTime).toISOString(),
    status: typeof status.customStatus === 'string' ? status.customStatus : '',
  });
  if (!stuck) return;
  const { instanceId: instance, how, since } = stuck;
  context.warn(logLine({ event: 'instance.stuck', instance, how, since }));
}

/**
 * What ended long ago leaves the task hub: its outcome is in the audit log, and a redelivery finds its row, which stays.
 * Each is removed by itself, so that what one night does not manage the next goes on with.
 */
app.timer('removeOldHistories', {
  schedule: '30 40 3 * * *',
  extraInputs: [input.durableClient()],
  handler: async (_timer, context) => {
    const { historyDays } = company();
    const before = new Date(Date.now() - historyDays * 24 * 3_600_000);
    const { instancesDeleted } = await getClient(context).purgeInstanceHistoryBy({
      createdTimeFrom: FIRST_DAY,
      createdTimeTo: before,
      runtimeStatus: OVER,
    });
    if (instancesDeleted) context.info(`${instancesDeleted} histories were removed after ${historyDays} days.`);
    const { requests } = dependencies();
    const forgotten = await consoleBoard().forget(before, await requests.unfinished());
    if (forgotten) context.info(`${forgotten} rows of the command line were removed after ${historyDays} days.`);
  },
});

const OVER = [
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
];
/** Durable wants one. */
const FIRST_DAY = new Date('2000-01-01T00:00:00Z');

/** A command that was just asked, or is being recorded, is left alone. */
const SETTLED_MS = 120_000;
/** An instance that Durable does not know of for so long is gone. */
const FORGOTTEN_MS = 86_400_000;

const STUCK_LOOK_MS = 3 * 24 * 3_600_000;
