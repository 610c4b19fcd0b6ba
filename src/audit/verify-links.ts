import { type Table } from '../state/table';
import { BrokenChain } from './broken-chain';
import { createChainDays } from './chain-days';
import { CHAINS_PARTITION, type ChainRow, type Head, HEAD_KEY, partitionOf } from './chain-rows';
import { FIRST_HASH } from './record-hash';

/** Walks the days of a chain from its first, by their heads. Throws BrokenChain where one does not follow from the one before. */
export async function verifyLinks(table: Table, chain: string, row: ChainRow): Promise<Head[]> {
  const days = createChainDays(table, chain);
  const found: Head[] = [];
  for (let day: string | undefined = row.first; day; day = found.at(-1)?.nextDay) {
    if (!DAY.test(day)) throw notADay(chain, found.at(-1)?.day);
    const head = await days.head(day);
    const broken = (problem: string) => new BrokenChain(chain, partitionOf(chain, day ?? ''), HEAD_KEY, problem);
    if (!head) {
      // A day that was never written to may be about to be opened: the hint moves only after that.
      if (!row.newest || row.newest < day) break;
      throw broken('the head of the day is missing');
    }
    const before = found.at(-1);
    const follows =
      head.previousDay === before?.day &&
      head.previousSequence === (before?.sequence ?? 0) &&
      head.previousHash === (before?.hash ?? FIRST_HASH);
    if (!follows) throw broken('the day does not follow from the day before');
    if (head.removed === undefined && head.emptied !== undefined)
      throw broken('the day is emptied, but was never removed');
    if (before && before.day >= head.day) throw broken('the days are out of order');
    found.push(head);
  }
  if (row.newest && !found.some(({ day }) => day === row.newest)) {
    throw new BrokenChain(chain, CHAINS_PARTITION, chain, `the newest day, ${row.newest}, is not linked to the first`);
  }
  return found;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** What is no day could be part of no key: it is told, and nothing is looked up by it. */
function notADay(chain: string, before: string | undefined): BrokenChain {
  return before === undefined
    ? new BrokenChain(chain, CHAINS_PARTITION, chain, 'the first day is none')
    : new BrokenChain(chain, partitionOf(chain, before), HEAD_KEY, 'the next day is none');
}
