import { type Table } from '../state/table';
import { CHAINS_PARTITION } from './chain-rows';

/** The chain that there always is; what is said of all chains stands in its row. */
export const MAIN_CHAIN = 'main';

/** `main`, `main2`, `main3`, … */
export function chainName(index: number): string {
  return index === 0 ? MAIN_CHAIN : `${MAIN_CHAIN}${index + 1}`;
}

/** Every chain that was begun. */
export async function chainNames(table: Table): Promise<string[]> {
  const names: string[] = [];
  for await (const row of table.rows(`PartitionKey eq '${CHAINS_PARTITION}'`)) names.push(row.rowKey);
  return names;
}
