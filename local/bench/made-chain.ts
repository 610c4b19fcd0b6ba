import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  AUDIT_TABLE,
  dayOf,
  entryKey,
  partitionOf,
  sequenceOf,
  toEntry,
  toEntryRow,
  toHeadRow,
} from '../../src/audit/chain-rows';
import { MAIN_CHAIN } from '../../src/audit/chain-names';
import { INDEX_TABLE } from '../../src/audit/index-rows';
import { FIRST_HASH } from '../../src/audit/record-hash';
import { type AuditEntry } from '../../src/model/audit-entry';
import { type NewRow } from '../../src/state/table';
import { auditRecord } from './audit-record';

const DAYS = 10;
const FIRST_DAY = Date.parse('2026-11-01T00:00:00Z');
const DAY_MS = 86_400_000;
/** Rows that are kept. */
const KEPT = 2_000;

/**
 * Table Storage with a chain of so many entries that are made when they are asked for and held by nobody, so that a million of them
 * need no memory here or there. It can be read from its first entry on; nothing can be written.
 */
export async function startMadeChain(entries: number): Promise<{ connectionString: string; close(): Promise<void> }> {
  const ofDay = Math.ceil(entries / DAYS);
  /** The end of what was made last. */
  let made = { sequence: 0, hash: FIRST_HASH };
  /** What was made last is asked for again: a page ends before what was looked at for it. */
  let recent: NewRow[] = [];

  function dayAt(index: number): string {
    return dayOf(FIRST_DAY + index * DAY_MS);
  }

  function head(index: number): NewRow {
    const [previousSequence, sequence] = [index * ofDay, Math.min((index + 1) * ofDay, entries)];
    const begins = FIRST_DAY + index * DAY_MS;
    return toHeadRow(partitionOf(MAIN_CHAIN, dayAt(index)), {
      sequence,
      hash: FIRST_HASH,
      previousDay: index > 0 ? dayAt(index - 1) : undefined,
      previousSequence,
      previousHash: FIRST_HASH,
      oldest: new Date(begins).toISOString(),
      newest: new Date(begins + DAY_MS - 1).toISOString(),
      nextDay: index < DAYS - 1 ? dayAt(index + 1) : undefined,
    });
  }

  function next(): AuditEntry {
    const sequence = made.sequence + 1;
    const received = new Date(FIRST_DAY + Math.floor((sequence - 1) / ofDay) * DAY_MS + (sequence % ofDay));
    const entry = toEntry(MAIN_CHAIN, sequence, made.hash, auditRecord(sequence, received));
    made = { sequence, hash: entry.hash };
    return entry;
  }

  function block(partition: string, first: number, last: number): NewRow[] {
    if (first === 1) [made, recent] = [{ sequence: 0, hash: FIRST_HASH }, []];
    while (made.sequence < last) recent.push(toEntryRow(partition, made.sequence + 1, next()));
    recent = recent.slice(-KEPT);
    const begin = recent.length - (made.sequence - first + 1);
    if (begin < 0) throw new RangeError(`Entry ${first} is asked for after ${made.sequence}.`);
    return recent.slice(begin, begin + last - first + 1).reverse();
  }

  function one(table: string, partition: string, row: string): NewRow | undefined {
    if (table === INDEX_TABLE && row === MAIN_CHAIN) return { partitionKey: partition, rowKey: row, sequence: entries };
    if (table !== AUDIT_TABLE) return undefined;
    const chain = { partitionKey: 'chains', rowKey: MAIN_CHAIN, first: dayAt(0), newest: dayAt(DAYS - 1) };
    if (partition === chain.partitionKey) return row === MAIN_CHAIN ? chain : undefined;
    const index = Array.from({ length: DAYS }, (_, at) => partitionOf(MAIN_CHAIN, dayAt(at))).indexOf(partition);
    return row === 'head' && index >= 0 ? head(index) : undefined;
  }

  function several(table: string, filter: string): NewRow[] {
    if (table === AUDIT_TABLE && filter === "PartitionKey eq 'chains'") return [one(table, 'chains', MAIN_CHAIN)!];
    const [, partition, newest, oldest] =
      /^PartitionKey eq '([^']+)' and RowKey ge '([^']+)' and RowKey le '([^']+)'$/.exec(filter) ?? [];
    const [last, first] = [sequenceOf(newest ?? ''), sequenceOf(oldest ?? '')];
    return partition && first && last && entryKey(first) === oldest ? block(partition, first, last) : [];
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, table = '', keys = ''] = /^\/devstoreaccount1\/(\w+)\(([^)]*)\)$/.exec(decodeURIComponent(pathname)) ?? [];
    const [, partition, row] = /^PartitionKey='([^']*)',RowKey='([^']*)'$/.exec(keys) ?? [];
    try {
      if (request.method !== 'GET') return refuse(response, 403, 'AuthorizationPermissionMismatch');
      if (partition === undefined || row === undefined)
        return send(response, 200, { value: several(table, searchParams.get('$filter') ?? '').map(toWire) });
      const found = one(table, partition, row);
      return found ? send(response, 200, toWire(found)) : refuse(response, 404, 'ResourceNotFound');
    } catch (error) {
      return refuse(response, 400, error instanceof Error ? error.message : 'InvalidInput');
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bWFkZQ==;TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function toWire({ partitionKey, rowKey, ...columns }: NewRow): object {
  return { 'odata.etag': 'W/"1"', PartitionKey: partitionKey, RowKey: rowKey, ...columns };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json;odata=minimalmetadata;charset=utf-8' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  send(response, status, { 'odata.error': { code, message: { lang: 'en-US', value: code } } });
}
