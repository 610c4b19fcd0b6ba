import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { StorageError } from '../state/storage-error';
import { type Table } from '../state/table';
import { chainFor, growthRecord, readWidths, type Width } from './chain-widths';
import { MAIN_CHAIN } from './chain-names';
import { CHAINS_PARTITION, fromChainRow } from './chain-rows';

/** How old what a process knows of the number of chains gets before it looks again, and how old it may be at most. */
const FRESH_MS = 5 * 60_000;
const USABLE_MS = 10 * 60_000;
/** Until then every process knows of another number: the longest that one goes without looking, and clocks that are 15 minutes apart. */
const LEAD_MS = 30 * 60_000;

/** Into how many chains the log is split. All processes agree on it, whatever their own settings say: it stands in a row. */
interface ChainLayout {
  chainOf: (record: AuditRecord) => Promise<string>;
  /** Throws where the row that it has read is gone. */
  stillThere(): Promise<void>;
}

/**
 * `wanted` chains are told of in the main chain first, then in its row, and are written to half an hour later. There are never
 * fewer than there were.
 */
export function createChainLayout(
  table: Table,
  wanted: number,
  now: () => Date,
  appendToMain: (record: AuditRecord) => Promise<AuditEntry>,
): ChainLayout {
  let known: { widths: Width[]; readAt: number } | undefined;
  let reading: Promise<Width[]> | undefined;

  async function read(): Promise<Width[]> {
    const readAt = now().getTime();
    const row = await table.get(CHAINS_PARTITION, MAIN_CHAIN);
    const widths = readWidths(row && fromChainRow(row).widths);
    if (known?.widths.some(({ entry }, at) => widths[at]?.entry !== entry))
      throw new Error('The row that tells the number of chains is not what it was; run the audit verification.');
    known = { widths, readAt };
    if (wanted > (widths.at(-1)?.chains ?? 1)) await grow(widths, readAt).catch(forNow);
    return known.widths;
  }

  async function grow(widths: Width[], time: number): Promise<void> {
    const from = new Date(time + LEAD_MS).toISOString();
    const { id } = await appendToMain(growthRecord(widths.at(-1)?.chains ?? 1, wanted, from, new Date(time)));
    const row = await table.get(CHAINS_PARTITION, MAIN_CHAIN);
    // Another process may have been first.
    if (!row || JSON.stringify(readWidths(fromChainRow(row).widths)) !== JSON.stringify(widths)) return;
    const grown = [...widths, { chains: wanted, from, entry: id }];
    const key = { partitionKey: CHAINS_PARTITION, rowKey: MAIN_CHAIN };
    const merged = await table.merge({ ...key, widths: JSON.stringify(grown) }, row.etag);
    if (merged === 'merged') known = { widths: grown, readAt: time };
  }

  function readOnce(): Promise<Width[]> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function widths(): Promise<Width[]> {
    const age = known ? now().getTime() - known.readAt : NaN;
    if (!known || !(age >= 0 && age < USABLE_MS)) return readOnce();
    if (age >= FRESH_MS) void readOnce().catch(forNow);
    return known.widths;
  }

  return {
    chainOf: async (record) => chainFor(record, await widths()),

    async stillThere() {
      if (known?.widths.length && !(await table.get(CHAINS_PARTITION, MAIN_CHAIN)))
        throw new Error('The audit table is gone while it was in use.');
    },
  };
}

/** Tried again at the next look; the number stays what it is until then. */
function forNow(error: unknown): void {
  if (!(error instanceof StorageError) && (error as Error).name !== 'AuditUnavailableError') throw error;
}
