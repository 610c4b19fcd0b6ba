import { type Table } from '../../state/table';
import { createChainDays } from '../chain-days';
import { CHAINS_PARTITION, fromChainRow } from '../chain-rows';
import { canonical } from '../record-hash';
import { type ChainEnd, makeAnchor, readAnchor } from './anchor';
import { type AnchorStore } from './anchor-store';
import { type Signer } from './signer';

/**
 * Writes where all chains end now, signed. At most one an hour, whoever is first; none while nothing was written since the last.
 * Gives its name, or why there is none.
 */
export async function writeAnchor(
  table: Table,
  store: AnchorStore,
  signer: Signer,
  now: Date,
): Promise<{ name: string } | { none: 'nothing new' | 'there already' }> {
  const name = anchorName(now);
  const names = (await store.names()).filter(isAnchorName);
  if (names.some((other) => other >= name)) return { none: 'there already' };
  const last = names.at(-1);
  const text = last === undefined ? undefined : await store.read(last);
  const before = text === undefined ? undefined : { text, ...readAnchor(text).anchor };
  const ends = await chainEnds(table);
  if (canonical(ends) === canonical(before?.ends ?? [])) return { none: 'nothing new' };
  const anchor = makeAnchor(before, now, ends);
  const { key, signature } = await signer.sign(canonical(anchor));
  const signed = { anchor, algorithm: 'ES256', key, signature: signature.toString('base64url') };
  const written = await store.write(name, `${JSON.stringify(signed, null, 2)}\n`);
  return written === 'written' ? { name } : { none: 'there already' };
}

/** `2026-11-27T13.json`: the hour, UTC. */
function anchorName(now: Date): string {
  return `${now.toISOString().slice(0, 13)}.json`;
}

export function isAnchorName(name: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d\.json$/.test(name);
}

async function chainEnds(table: Table): Promise<ChainEnd[]> {
  const ends: ChainEnd[] = [];
  for await (const row of table.rows(`PartitionKey eq '${CHAINS_PARTITION}'`)) {
    const head = await createChainDays(table, row.rowKey).newest(fromChainRow(row));
    if (head && head.sequence > 0) ends.push({ chain: row.rowKey, sequence: head.sequence, hash: head.hash });
  }
  return ends;
}
