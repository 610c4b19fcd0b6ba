import { app } from '@azure/functions';
import { getClient, input, OrchestrationRuntimeStatus } from 'durable-functions';
import { audit, company, dependencies, settings } from '../src/app';
import { toCsv, toJsonl } from '../src/audit/export';
import { companyWarnings } from '../src/config/company-warnings';
import { missingSettings } from '../src/config/missing-settings';
import { version } from '../src/config/version';
import { isByHand } from '../src/model/lock-owner';

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

app.http('audit', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'audit',
  handler: (request) => {
    const from = instant(request.query.get('from'), '2000-01-01T00:00:00.000Z');
    const to = instant(request.query.get('to'), '9999-12-31T00:00:00.000Z');
    const format = request.query.get('format') ?? 'jsonl';
    if (!from || !to) return problem('from and to are instants, e.g. 2026-03-04T00:00:00Z.');
    if (format !== 'jsonl' && format !== 'csv') return problem('format is jsonl or csv.');
    const entries = audit().list({ from, to });
    return {
      headers: { 'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8' },
      body: format === 'csv' ? toCsv(entries) : toJsonl(entries),
    };
  },
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

const ENDED = new Set([
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
  OrchestrationRuntimeStatus.Canceled,
]);

function instant(text: string | null, otherwise: string): string | null {
  if (!text) return otherwise;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function problem(error: string) {
  return { status: 400, jsonBody: { error } };
}
