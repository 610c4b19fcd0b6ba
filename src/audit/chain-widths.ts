import { createHash } from 'node:crypto';
import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { chainName } from './chain-names';
import { noticeRecord } from '../model/notice-record';

/** Into how many chains records are split that were received from a time on. */
export interface Width {
  chains: number;
  /** ISO 8601 UTC. */
  from: string;
  /** The id of the entry that tells of it. */
  entry: string;
}

const ACTION = 'chains';

/** As they stand in the row of the main chain, the earliest first. Throws a SyntaxError or RangeError for what is none. */
export function readWidths(text: string | undefined): Width[] {
  if (text === undefined) return [];
  const widths = JSON.parse(text) as Width[];
  const grow = widths.every(
    ({ chains, from }, at) =>
      Number.isSafeInteger(chains) &&
      !Number.isNaN(Date.parse(from)) &&
      chains > (widths[at - 1]?.chains ?? 1) &&
      Date.parse(from) >= Date.parse(widths[at - 1]?.from ?? from),
  );
  if (!grow) throw new RangeError('The numbers of chains do not grow.');
  return widths;
}

/**
 * The chain of a record: its instance decides, so that a command stays in one chain, among as many chains as there were when it was
 * received, so that a rerun after the number has grown finds what the first run has written.
 */
export function chainFor({ instance_id, timestamp }: AuditRecord, widths: Width[]): string {
  const received = Date.parse(timestamp);
  const chains = widths.findLast(({ from }) => Date.parse(from) <= received)?.chains ?? 1;
  return chainName(createHash('sha256').update(instance_id).digest().readUInt32BE() % chains);
}

export function growthRecord(before: number, chains: number, from: string, now: Date): AuditRecord {
  return noticeRecord({
    instance_id: `chains-${chains}-${from}`,
    step: ACTION,
    timestamp: now.toISOString(),
    command: `(the log is split into ${chains} chains)`,
    action: ACTION,
    details: { before, chains, from },
  });
}

/** Whether an entry is the one that tells of this width. */
export function tellsOf({ action, platform, details }: AuditEntry, { chains, from }: Width): boolean {
  return action === ACTION && platform === 'countersign' && details['chains'] === chains && details['from'] === from;
}
