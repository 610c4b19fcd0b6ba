import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { canonical, FIRST_HASH } from '../../src/audit/record-hash';
import { type AuditEntry } from '../../src/model/audit-entry';
import { createTables } from '../../src/state/tables';
import { appSettings } from '../app-settings';
import { startAzurite } from '../azurite';
import { startSlack } from '../slack/index';
import { startTeams } from '../teams/index';
import { startVendors, stopVendors } from '../vendors';
import { asking } from './audit-asking';
import { type Figure } from './figures';
import { startMadeChain } from './made-chain';
import { startMeasured } from './process';

const EXPORTED = 1_000_000;
/** Entries of one answer. */
const PAGE = 10_000;
/** What the host may have for its heap while it exports, MiB: it fails over it. */
const HEAP = 192;
const KEY = 'bench';

/** What takes minutes of the audit log: questions to 100,000 entries, and the export of a million. */
export async function auditLarge(): Promise<Figure[]> {
  const azurite = await startAzurite();
  try {
    return [...(await asking(createTables(azurite.connectionString), [100_000])), await exporting()];
  } finally {
    await azurite.close();
  }
}

/**
 * `GET /api/audit` of the whole product on the host, from a chain that is made while it is read. The heap of the host is limited, so that one
 * which grew with the export would end it; whoever reads checks the chain.
 */
async function exporting(): Promise<Figure> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-export-'));
  const [chain, tables, vendors, slack, teams] = await Promise.all([
    startMadeChain(EXPORTED),
    startAzurite(),
    startVendors(),
    startSlack(),
    startTeams(),
  ]);
  const host = await startMeasured(
    '.build/host.mjs',
    [
      ...['--port', '0', '--app', '.', '--store', join(home, 'store')],
      ...['--function-key-setting', 'COUNTERSIGN_FUNCTION_KEY'],
    ],
    {
      ...appSettings({ tables, slack, teams, ...vendors }, KEY),
      AUDIT_STORAGE: chain.connectionString,
      NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
    },
  );
  try {
    const began = performance.now();
    const { bytes, held } = await read(`${host.url}/api/audit`, () => host.rss());
    const half = held.length / 2;
    const most = (from: number, to: number) => Math.max(...held.slice(from, to)).toFixed(0);
    return {
      what: `GET /api/audit of ${EXPORTED} entries, ${(bytes / 1e6).toFixed(0)} MB, each hash checked by the reader`,
      value: `${most(half, held.length)} MiB resident at most in its second half, of a host with ${HEAP} MiB of heap`,
      ratio: `${most(0, half)} MiB in its first half, ${held[0]?.toFixed(0)} MiB before; ${((performance.now() - began) / 1_000).toFixed(0)} s`,
      goal: { value: Math.max(...held.slice(half)) / Math.max(...held.slice(0, half)), most: 1.1 },
    };
  } finally {
    await host.stop();
    await Promise.all([slack.close(), teams.close(), stopVendors(vendors), tables.close(), chain.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

/** Reads an export to its end, page by page. Throws where it is not the whole chain. */
async function read(address: string, holds: () => number): Promise<{ bytes: number; held: number[] }> {
  const held = [holds()];
  let [count, bytes, previous] = [0, 0, FIRST_HASH];
  let next: string | undefined = `${address}?limit=${PAGE}`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers: { 'x-functions-key': KEY } });
    if (!answer.ok || !answer.body) throw new Error(`The export was refused: ${answer.status} ${await answer.text()}`);
    for await (const line of createInterface(Readable.fromWeb(answer.body))) {
      const { prev_hash, hash, ...record } = JSON.parse(line) as AuditEntry;
      const found = createHash('sha256').update(previous).update(canonical(record)).digest('hex');
      if (prev_hash !== previous || hash !== found)
        throw new Error(`Line ${count + 1} does not follow the one before.`);
      previous = hash;
      bytes += line.length + 1;
      count += 1;
    }
    held.push(holds());
    const [, more] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
    next = more && new URL(more, address).href;
  }
  if (count !== EXPORTED) throw new Error(`${count} entries came of ${EXPORTED}.`);
  return { bytes, held };
}
