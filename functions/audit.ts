import { app } from '@azure/functions';
import { anchoring, audit, auditIndex, auditTables, company } from '../src/app';
import { exportFormats } from '../src/audit/export';
import { exportPage, MOST_ENTRIES } from '../src/audit/export-page';
import { notePolicy } from '../src/audit/note-policy';
import { catchUp } from '../src/audit/index-upkeep';
import { AUDIT_TABLE, isEntryId } from '../src/audit/chain-rows';

app.http('audit', {
  methods: ['GET'],
  authLevel: 'function',
  route: 'audit',
  handler: async (request) => {
    const { query } = request;
    const from = instant(query.get('from'), '2000-01-01T00:00:00.000Z');
    const to = instant(query.get('to'), '9999-12-31T00:00:00.000Z');
    const format = query.get('format') ?? 'jsonl';
    const after = query.get('after') ?? undefined;
    const limit = Number(query.get('limit') ?? MOST_ENTRIES);
    if (!from || !to) return problem('from and to are instants, e.g. 2026-03-04T00:00:00Z.');
    if (format !== 'jsonl' && format !== 'csv') return problem('format is jsonl or csv.');
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES)
      return problem(`limit is a number from 1 to ${MOST_ENTRIES}.`);
    if (after?.split(',').every(isEntryId) === false)
      return problem('after is the id of an entry, e.g. main-000000000042; of several chains, with commas between.');
    const { type, head, line } = exportFormats[format];
    const page = await exportPage(audit().list({ from, to, after }), { after, limit, line }).catch(noSuchEntry);
    if ('status' in page) return page;
    const { lines, next } = page;
    // Nobody takes a part for the whole: who did not ask for pages gets none.
    if (next !== undefined && !query.has('limit')) return tooMuch();
    return {
      headers: {
        'content-type': type,
        ...(next !== undefined && { link: `<${nextOf(request.url, next)}>; rel="next"` }),
      },
      body: inUtf8(after === undefined ? [head, ...lines] : lines),
    };
  },
});

/** A chunk of nothing would hold up the answer for good. */
async function* inUtf8(lines: string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) if (line) yield Buffer.from(line);
}

function noSuchEntry(error: unknown) {
  if (!(error instanceof RangeError)) throw error;
  return problem(error.message);
}

function tooMuch() {
  const error =
    `That is more than one answer holds (${MOST_ENTRIES} entries, or fewer long ones). Ask for pages with limit=10000: ` +
    'the Link header of each leads to the next, and the last has none. Or name from and to.';
  return { status: 413, jsonBody: { error } };
}

/** The same question from there on; a key stays with whoever has it. */
function nextOf(address: string, after: string): string {
  const { pathname, searchParams } = new URL(address);
  searchParams.set('after', after);
  searchParams.delete('code');
  return `${pathname}?${searchParams.toString()}`;
}

/** Once for each process: the policy is read at its start. */
let policyNoted = false;

/** What the bot indexes behind its answers and could not: a process died, or storage was away. */
app.timer('indexAudit', {
  schedule: '45 * * * * *',
  handler: async (_timer, context) => {
    const added = await catchUp(auditTables(), auditIndex());
    if (added) context.warn(`${added} audit entries were indexed late.`);
    if (policyNoted) return;
    if (await notePolicy(company(), { audit: audit(), auditIndex: auditIndex() }, new Date())) {
      context.info('The policy is another than the one recorded last; it was recorded.');
    }
    policyNoted = true;
  },
});

/** Where the chains end, signed and kept elsewhere: what shows that somebody rewrote or cut them off. */
app.timer('anchorAudit', {
  schedule: '15 0 * * * *',
  handler: async (_timer, context) => {
    const anchors = await anchoring();
    if (!anchors) return;
    const { writeAnchor } = await import('../src/audit/anchors/write-anchor');
    const written = await writeAnchor(auditTables().table(AUDIT_TABLE), anchors.store, anchors.signer, new Date());
    if ('name' in written) context.info(`The audit log is anchored by ${written.name}.`);
  },
});

app.timer('removeOldAudit', {
  schedule: '0 20 3 * * *',
  handler: async (_timer, context) => {
    const days = company().audit?.retentionDays;
    if (days === undefined) return;
    const { removeOldDays } = await import('../src/audit/remove-old-days');
    const removed = await removeOldDays(auditTables(), audit(), days, new Date());
    if (removed.length) context.warn(`The audit entries of ${removed.join(', ')} were removed after ${days} days.`);
  },
});

function instant(text: string | null, otherwise: string): string | null {
  if (!text) return otherwise;
  const time = Date.parse(text);
  const iso = Number.isNaN(time) ? '' : new Date(time).toISOString();
  // Before the year 0 and past 9999 it begins with a sign, and is compared with others as text.
  return /^\d/.test(iso) ? iso : null;
}

function problem(error: string) {
  return { status: 400, jsonBody: { error } };
}
