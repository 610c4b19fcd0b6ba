import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { canonical, FIRST_HASH } from '../../src/audit/record-hash';
import { entryKey, fromEntryRow, idKey, partitionOf, toEntry, toEntryRow } from '../../src/audit/chain-rows';
import { exportFormats, toExported } from '../../src/audit/export';
import { type AuditEntry, type AuditRecord } from '../../src/model/audit-entry';
import vectors from '../fixtures/audit/vectors.json';
import { auditRecord } from '../kit/audit-record';

const records = vectors.map(({ record }) => record as unknown as AuditRecord);

function chain(all: AuditRecord[]): AuditEntry[] {
  let previous = FIRST_HASH;
  return all.map((record, index) => {
    const entry = toEntry('main', index + 1, previous, record);
    previous = entry.hash;
    return entry;
  });
}

function exported(format: keyof typeof exportFormats, entries: AuditEntry[]): string {
  const { head, line } = exportFormats[format];
  return [head, ...entries.map(line)].join('');
}

/** The vectors were made by a few lines of Python that know only docs/audit-format.md. */
test.each(vectors.map((vector, index) => ({ ...vector, index })))(
  'entry $index is, row for row and hash for hash, what another implementation makes of it',
  ({ index, canonical: text, prev_hash, hash, entry_row, id_row }) => {
    const entry = chain(records)[index] as AuditEntry;
    const { prev_hash: previous, hash: own, ...rest } = entry;
    expect(canonical(rest)).toBe(text);
    expect([previous, own]).toEqual([prev_hash, hash]);
    expect([entryKey(index + 1), idKey(entry)]).toEqual([entry_row, id_row]);
    const row = { ...toEntryRow(partitionOf('main', '2026-11-02'), index + 1, entry), etag: '' };
    expect(fromEntryRow(row)).toEqual(entry);
  },
);

describe('the script in docs/audit-format.md', () => {
  const script = /```js\n([^]*?)```/.exec(readFileSync('docs/audit-format.md', 'utf8'))?.[1] ?? '';
  const verify = (jsonl: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { input: jsonl, encoding: 'utf8' });

  test('finds an export intact', () => {
    const { stdout, status } = verify(exported('jsonl', chain(records)));
    expect([stdout, status]).toEqual(['3 entries, intact\n', 0]);
  });

  test.each([
    ['changed', (lines: string[]) => lines.map((line) => line.replace('@bob', '@mal'))],
    ['missing', (lines: string[]) => lines.filter((_, index) => index !== 1)],
    ['swapped', (lines: string[]) => [lines[1], lines[0], lines[2]]],
  ])('finds an entry that is %s', (_, spoil) => {
    const lines = exported('jsonl', chain(records)).trim().split('\n');
    expect(verify(spoil(lines).join('\n')).status).toBe(1);
  });
});

test('an exported entry begins with the seven fields of the contract, in their order', () => {
  const [entry] = chain([auditRecord()]) as [AuditEntry];
  expect(Object.keys(toExported(entry))).toEqual([
    ...['timestamp', 'user', 'command', 'approved_by', 'result', 'duration_seconds', 'channel'],
    ...[
      'id',
      'instance_id',
      'step',
      'kind',
      'action',
      'service',
      'environment',
      'platform',
      'conversation',
      'approvals',
      'reason_code',
    ],
    ...['details', 'prev_hash', 'hash'],
  ]);
  expect(toExported(entry)).toEqual(entry);
});

describe('CSV', () => {
  function cells(over: Partial<AuditRecord>): string {
    const lines = exported('csv', chain([auditRecord(over)])).split('\r\n');
    return lines.slice(1).join('\r\n');
  }

  test('of no entries is its header', () => {
    expect(exported('csv', [])).toMatch(/^timestamp,user,command,approved_by,[a-z_,]+,hash\r\n$/);
  });

  test('quotes what needs it', () => {
    expect(cells({ command: 'a, "b"\nc' })).toContain(',"a, ""b""\nc",');
    expect(cells({ details: { a: 1 } })).toContain(',"{""a"":1}",');
    expect(cells({ approved_by: null, result: null })).toContain(',,,42.5,');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u200b=1', '"=1"'])(
    '%j is no formula to a spreadsheet',
    (command) => {
      const [cell] = /(?<=2026-11-02T10:00:00.000Z,'@alice,)("(?:[^"]|"")*"|[^,]*)/.exec(cells({ command })) ?? [''];
      const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(shown).toBe(command.startsWith('"') ? command : `'${command}`);
    },
  );
});
