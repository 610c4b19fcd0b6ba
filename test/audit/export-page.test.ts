import { exportPage, MOST_ENTRIES } from '../../src/audit/export-page';
import { toEntry } from '../../src/audit/chain-rows';
import { FIRST_HASH } from '../../src/audit/record-hash';
import { type AuditEntry } from '../../src/model/audit-entry';
import { auditRecord } from '../kit/audit-record';

const entry = (chain: string, sequence: number, command = '/status') =>
  toEntry(chain, sequence, FIRST_HASH, auditRecord({ command }));

async function* given(entries: AuditEntry[]): AsyncGenerator<AuditEntry> {
  yield* entries;
}

describe('A page of an export', () => {
  it('ends where it was asked to, and says behind what the next one begins, by chain', async () => {
    const all = [entry('main', 1), entry('main2', 7), entry('main', 2), entry('main2', 8)];
    const { entries, next } = await exportPage(given(all), { limit: 3 });
    expect(entries).toEqual(all.slice(0, 3));
    expect(next).toBe('main-000000000002,main2-000000000007');
  });

  it('keeps the place in a chain of which it had nothing', async () => {
    const { next } = await exportPage(given([entry('main', 5), entry('main', 6)]), {
      after: 'main-000000000004,main2-000000000009',
      limit: 1,
    });
    expect(next).toBe('main-000000000005,main2-000000000009');
  });

  it('that holds the rest says nothing of a next one', async () => {
    const all = [entry('main', 1), entry('main', 2)];
    expect(await exportPage(given(all), { limit: 2 })).toEqual({ entries: all });
    expect(await exportPage(given([]), { limit: MOST_ENTRIES })).toEqual({ entries: [] });
  });

  it('ends early where entries are long, with one at least', async () => {
    const long = 'x'.repeat(30_000_000);
    const { entries, next } = await exportPage(given([entry('main', 1, long), entry('main', 2, long)]), { limit: 9 });
    expect(entries).toHaveLength(1);
    expect(next).toBe('main-000000000001');
  });
});
