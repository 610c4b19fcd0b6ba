import { exportPage, MOST_ENTRIES } from '../../src/audit/export-page';
import { toEntry } from '../../src/audit/chain-rows';
import { FIRST_HASH } from '../../src/audit/record-hash';
import { type AuditEntry } from '../../src/model/audit-entry';
import { auditRecord } from '../kit/audit-record';

const entry = (chain: string, sequence: number, command = '/status') =>
  toEntry(chain, sequence, FIRST_HASH, auditRecord({ command }));

const line = ({ id, command }: AuditEntry) => `${id} ${command}\n`;

async function* given(entries: AuditEntry[]): AsyncGenerator<AuditEntry> {
  yield* entries;
}

describe('A page of an export', () => {
  it('ends where it was asked to, and says behind what the next one begins, by chain', async () => {
    const all = [entry('main', 1), entry('main2', 7), entry('main', 2), entry('main2', 8)];
    const { lines, next } = await exportPage(given(all), { limit: 3, line });
    expect(lines).toEqual(all.slice(0, 3).map(line));
    expect(next).toBe('main-000000000002,main2-000000000007');
  });

  it('keeps the place in a chain of which it had nothing', async () => {
    const { next } = await exportPage(given([entry('main', 5), entry('main', 6)]), {
      after: 'main-000000000004,main2-000000000009',
      limit: 1,
      line,
    });
    expect(next).toBe('main-000000000005,main2-000000000009');
  });

  it('that holds the rest says nothing of a next one', async () => {
    const all = [entry('main', 1), entry('main', 2)];
    expect(await exportPage(given(all), { limit: 2, line })).toEqual({ lines: all.map(line) });
    expect(await exportPage(given([]), { limit: MOST_ENTRIES, line })).toEqual({ lines: [] });
  });

  it('writes each entry once, and none that it does not hold', async () => {
    const written: string[] = [];
    const all = [entry('main', 1), entry('main', 2), entry('main', 3)];
    await exportPage(given(all), { limit: 2, line: ({ id }) => (written.push(id), id) });
    expect(written).toEqual(['main-000000000001', 'main-000000000002']);
  });

  it('ends early where entries are long, with one at least', async () => {
    const long = 'x'.repeat(30_000_000);
    const all = [entry('main', 1, long), entry('main', 2, long)];
    const { lines, next } = await exportPage(given(all), { limit: 9, line });
    expect(lines).toHaveLength(1);
    expect(next).toBe('main-000000000001');
  });
});
