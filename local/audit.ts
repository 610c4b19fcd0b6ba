import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { openAnchorStore } from '../src/audit/anchors/open-anchor-store';
import { BrokenAnchor, checkAnchors, type Expected } from '../src/audit/anchors/check-anchors';
import { openSigner } from '../src/audit/anchors/open-signer';
import { isAnchorName, writeAnchor } from '../src/audit/anchors/write-anchor';
import { createAuditIndex } from '../src/audit/audit-index';
import { AUDIT_TABLE } from '../src/audit/chain-rows';
import { reindex } from '../src/audit/index-upkeep';
import { createTableAuditLog } from '../src/audit/table-audit-log';
import { readSettings } from '../src/config/env';
import { createTables, type Tables } from '../src/state/tables';
import { managedIdentity } from './managed-identity';

const usage = `usage: npm run audit -- verify [--from DAY] [--to DAY] [--anchor FILE]… [--key ADDRESS]
       npm run audit -- anchor
       npm run audit -- reindex
  verify   walks every chain in AUDIT_STORAGE (default: AzureWebJobsStorage) and compares it with every anchor in AUDIT_ANCHORS
           and with those in the files given, which somebody kept. --from and --to are days, 2026-11-02, both included: then only
           the rows of these are read. --key (default AUDIT_ANCHOR_KEY) is the key that signs anchors, or file:///… of its public
           half as PEM. Exit code 0: intact, 1: something was changed, and what, 2: it could not be read.
  anchor   writes an anchor now, if the timer has not written one within the hour and there is anything new.
  reindex  makes the rows again by which /audit finds entries, from the chain, and removes those that no entry has. The bot may run.`;

const settings = readSettings();

async function run(): Promise<number> {
  const [verb = '', ...rest] = process.argv.slice(2);
  if (!settings.auditStorage) return fail('AUDIT_STORAGE is not set, nor is AzureWebJobsStorage.');
  const tables = createTables(settings.auditStorage, managedIdentity);
  if (verb === 'verify') return verify(tables, rest);
  if (verb === 'anchor' && rest.length === 0) return anchor(tables);
  if (verb !== 'reindex' || rest.length > 0) return fail(usage);
  const { entries, removed } = await reindex(tables, createAuditIndex(tables));
  console.log(`indexed: ${entries} entries; ${removed} stray row(s) removed`);
  return 0;
}

async function verify(tables: Tables, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      anchor: { type: 'string', multiple: true },
      key: { type: 'string' },
    },
  });
  const { from, to, anchor: files = [], key = settings.anchors.key } = values;
  for (const day of [from, to]) {
    if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))
      return fail(`${day} is no day such as 2026-11-02.\n${usage}`);
  }
  const kept = await Promise.all(
    files.map(async (file) => ({ name: basename(file), text: await readFile(file, 'utf8') })),
  );
  const stored = settings.anchors.store ? await storedAnchors(settings.anchors.store) : [];
  if (stored.length + kept.length > 0 && !key)
    return fail('There are anchors, but AUDIT_ANCHOR_KEY is not set: give --key.');
  let expected: Expected | undefined;
  try {
    if (key) expected = await checkAnchors(stored, openSigner(key, managedIdentity), kept);
  } catch (error) {
    if (!(error instanceof BrokenAnchor)) throw error;
    console.error(`broken: anchor ${error.anchor}: ${error.problem}`);
    return 1;
  }
  const result = await createTableAuditLog(tables).verify({ expected, from, to });
  const anchors = stored.length + kept.length;
  if (result.intact) {
    const span = from || to ? `, of the days ${from ?? 'from the first'} to ${to ?? 'the last'}` : '';
    console.log(`intact: ${result.entries} entries in ${result.chains} chain(s)${span}; ${anchors} anchor(s) agree`);
    return 0;
  }
  const { chain, partition, row, problem } = result.bad;
  console.error(
    `broken: ${problem} (chain ${chain}, partition ${partition}, row ${row}; ${result.entries} entries before it are good)`,
  );
  return 1;
}

async function storedAnchors(address: string): Promise<{ name: string; text: string }[]> {
  const store = openAnchorStore(address, managedIdentity);
  const names = (await store.names()).filter(isAnchorName);
  const anchors: { name: string; text: string }[] = [];
  for (let at = 0; at < names.length; at += TOGETHER) {
    const some = names.slice(at, at + TOGETHER);
    anchors.push(...(await Promise.all(some.map(async (name) => ({ name, text: await store.read(name) })))));
  }
  return anchors;
}

const TOGETHER = 20;

async function anchor(tables: Tables): Promise<number> {
  const { store, key } = settings.anchors;
  if (!store || !key) return fail('AUDIT_ANCHORS and AUDIT_ANCHOR_KEY are not both set.');
  const written = await writeAnchor(
    tables.table(AUDIT_TABLE),
    openAnchorStore(store, managedIdentity),
    openSigner(key, managedIdentity),
    new Date(),
  );
  console.log('name' in written ? `anchored: ${written.name}` : `not anchored: ${written.none}`);
  return 0;
}

function fail(why: string): number {
  console.error(why);
  return 2;
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  },
);
