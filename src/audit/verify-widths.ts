import { type AuditEntry } from '../model/audit-entry';
import { BrokenChain } from './broken-chain';
import { chainName, MAIN_CHAIN } from './chain-names';
import { CHAINS_PARTITION, type Head, sequenceOfId } from './chain-rows';
import { readWidths, tellsOf, type Width } from './chain-widths';

/** Checks that there are only chains that the log was split into, and that entries of the main chain tell of it. All throw BrokenChain. */
export function createWidthCheck(chains: { chain: string; widths?: string; heads: Head[] }[]) {
  const main = chains.find(({ chain }) => chain === MAIN_CHAIN);
  const widths = read(main?.widths);
  const untold = new Map(widths.map((width) => [width.entry, width]));
  const names = Array.from({ length: widths.at(-1)?.chains ?? 1 }, (_, index) => chainName(index));
  const stranger = chains.find(({ chain }) => !names.includes(chain));
  if (stranger) throw broken(stranger.chain, 'the chain is none of those that the log was split into');

  return {
    seen(entry: AuditEntry): void {
      const width = untold.get(entry.id);
      if (width && tellsOf(entry, width)) untold.delete(entry.id);
    },

    /** The entry may have been removed when it was old. */
    end(): void {
      for (const { chains: number, entry } of untold.values()) {
        const sequence = sequenceOfId(MAIN_CHAIN, entry);
        const day = main?.heads.find((head) => head.sequence >= sequence);
        if (!day?.removed) throw broken(MAIN_CHAIN, `no entry tells that the log was split into ${number} chains`);
      }
    },
  };
}

function read(text: string | undefined): Width[] {
  try {
    const widths = readWidths(text);
    for (const { entry } of widths) sequenceOfId(MAIN_CHAIN, entry);
    return widths;
  } catch {
    throw broken(MAIN_CHAIN, 'the numbers of chains are none');
  }
}

function broken(chain: string, problem: string): BrokenChain {
  return new BrokenChain(chain, CHAINS_PARTITION, chain, problem);
}
