import { AuditUnavailableError, type AuditLog } from '../../src/audit/audit-log';
import { canonical, FIRST_HASH, recordHash } from '../../src/audit/record-hash';
import { type AuditEntry, type AuditRecord } from '../../src/model/audit-entry';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';

/** What every AuditLog promises. `open` gives an empty log whose clock says `now()`; called twice, two writers of the same log. */
export function auditLogContract(open: () => Promise<(now: () => Date) => AuditLog>): void {
  let writer: (now: () => Date) => AuditLog;
  let log: AuditLog;
  let clock = new Date('2026-11-02T10:00:01.000Z');
  const now = () => clock;
  const everything = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
  const record = (instance_id: string, over: Partial<AuditRecord> = {}) => auditRecord({ instance_id, ...over });

  beforeEach(async () => {
    clock = new Date('2026-11-02T10:00:01.000Z');
    writer = await open();
    log = writer(now);
  });

  function expectChain(entries: AuditEntry[]): void {
    let previous = FIRST_HASH;
    for (const { prev_hash, hash, ...rest } of entries) {
      expect(prev_hash).toBe(previous);
      expect(hash).toBe(recordHash(prev_hash, canonical(rest)));
      previous = hash;
    }
  }

  test('an empty log is intact and lists nothing', async () => {
    expect(await allOf(log.list(everything))).toEqual([]);
    expect(await log.verify()).toEqual({ intact: true, chains: 0, entries: 0 });
  });

  test('an entry is the record with an id and hashes, and is listed as it was given back', async () => {
    const entry = await log.append(record('a'));
    expect(entry).toMatchObject(record('a'));
    expect(entry.prev_hash).toBe(FIRST_HASH);
    expect(await allOf(log.list(everything))).toEqual([entry]);
    expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 1 });
  });

  test('the same instance and step again gives the first entry, whatever it says', async () => {
    const first = await log.append(record('a'));
    expect(await log.append(record('a', { result: 'failure' }))).toEqual(first);
    expect(await writer(now).append(record('a', { result: 'failure' }))).toEqual(first);
    const [one, two] = await Promise.all([log.append(record('b')), log.append(record('b'))]);
    expect(two).toEqual(one);
    expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
  });

  test('records that differ only in instance or step are different ones', async () => {
    await log.append(record('a', { step: 'b-c' }));
    await log.append(record('a-b', { step: 'c' }));
    await log.append(record('a', { step: 'b' }));
    expect(await log.verify()).toMatchObject({ intact: true, entries: 3 });
  });

  test('a rerun days later gives the first entry', async () => {
    const first = await log.append(record('a'));
    for (const day of [
      '2026-11-03T00:00:00Z',
      '2026-11-03T12:00:00Z',
      '2026-11-09T00:00:00Z',
      '2026-11-10T12:00:00Z',
    ]) {
      clock = new Date(day);
      await log.append(record(day));
      expect(await log.append(record('a'))).toEqual(first);
      expect(await writer(now).append(record('a'))).toEqual(first);
    }
    expect(await log.verify()).toMatchObject({ intact: true, entries: 5 });
  });

  test('a rerun by a host whose clock still shows the day before gives the first entry', async () => {
    const late = { timestamp: '2026-11-03T00:00:00.100Z' };
    clock = new Date('2026-11-02T23:59:59.900Z');
    const first = await log.append(record('a', late));
    clock = new Date('2026-11-03T00:00:00.200Z');
    await log.append(record('b', late));
    expect(await log.append(record('a', late))).toEqual(first);
    clock = new Date('2026-11-02T23:59:59.950Z');
    expect(await writer(now).append(record('b', late))).toMatchObject({ instance_id: 'b' });
    expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
  });

  test('a hundred records at once make one unbroken chain', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `i${n}`);
    await Promise.all(names.map((name) => log.append(record(name))));
    const entries = await allOf(log.list(everything));
    expectChain(entries);
    expect(entries.map(({ instance_id }) => instance_id).sort()).toEqual([...names].sort());
    expect(new Set(entries.map(({ id }) => id)).size).toBe(100);
    expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort());
  });

  test('several writers at once, of the same records too, make one unbroken chain', async () => {
    const writers = [log, writer(now), writer(now), writer(now)];
    const appended = await Promise.all(
      writers.flatMap((each, w) =>
        Array.from({ length: 20 }, (_, n) => each.append(record(n < 10 ? `all-${n}` : `${w}-${n}`))),
      ),
    );
    const entries = await allOf(log.list(everything));
    expectChain(entries);
    expect(entries).toHaveLength(10 + 4 * 10);
    expect(new Set(appended.map(({ hash }) => hash))).toEqual(new Set(entries.map(({ hash }) => hash)));
    expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 50 });
  });

  test('writers that race over midnight make one unbroken chain', async () => {
    const writers = [log, writer(now), writer(now)];
    const waves = ['2026-11-02T23:59:59Z', '2026-11-03T00:00:00Z', '2026-11-05T00:00:00Z'];
    for (const [wave, time] of waves.entries()) {
      clock = new Date(time);
      await Promise.all(writers.flatMap((each, w) => [0, 1, 2].map((n) => each.append(record(`${wave}-${w}-${n}`)))));
    }
    expectChain(await allOf(log.list(everything)));
    expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 27 });
  });

  test('a range takes its start, not its end, and whatever day things were written on', async () => {
    await log.append(record('a', { timestamp: '2026-11-02T09:59:59.999Z' }));
    await log.append(record('b', { timestamp: '2026-11-02T10:00:00Z' }));
    clock = new Date('2026-11-07T00:00:00Z');
    await log.append(record('c', { timestamp: '2026-11-02T10:30:00Z' }));
    await log.append(record('d', { timestamp: '2026-11-06T23:59:59Z' }));
    await log.append(record('e', { timestamp: '2026-11-07T00:00:00Z' }));
    const listed = async (from: string, to: string) =>
      (await allOf(log.list({ from, to }))).map(({ instance_id }) => instance_id);
    expect(await listed('2026-11-02T10:00:00.000Z', '2026-11-07T00:00:00Z')).toEqual(['b', 'c', 'd']);
    expect(await listed('2026-11-02T09:59:59.999Z', '2026-11-02T10:00:00Z')).toEqual(['a']);
    expect(await listed('2026-11-07T01:00:00+01:00', '2026-11-08T00:00:00Z')).toEqual(['e']);
    expect(await listed('2026-11-08T00:00:00Z', '2026-11-09T00:00:00Z')).toEqual([]);
  });

  test('what is strange but true is kept to the letter', async () => {
    const strange = {
      command: 'line\nline\t"quoted" \\ \u0000 \u007f \\u2028 é 😀 <!channel> =1+1',
      channel: 'a/b\\c#d?e%f',
      duration_seconds: 1e-7,
      details: { z: [1.5, -0, 1e21, null, true], a: { '😀': 1, ﬃ: 2, '': 3 }, ['__proto__']: 'own' },
    };
    const entry = await log.append(record('🙂/\\#?', { step: 'vote-1-bob-2026-11-02T10:00:00.123456Z', ...strange }));
    expect(entry.command).toBe(strange.command);
    const [listed] = await allOf(log.list(everything));
    expect(listed).toEqual(entry);
    expect(Object.keys(listed?.details ?? {}).sort()).toEqual(['__proto__', 'a', 'z']);
    expectChain([entry]);
  });

  test('half an emoji, which canonical JSON forbids, and exotic line ends, which split JSON Lines, are replaced', async () => {
    const entry = await log.append(
      record('a', { command: 'cut \ud83d off \\ud83d\u2028end', details: { '\udc00': '\u2029' } }),
    );
    expect(entry.command).toBe('cut \ufffd off \\ud83d\nend');
    expect(entry.details).toEqual({ '\ufffd': '\n' });
    expectChain([entry]);
  });

  test('details that are too large are replaced by their hash', async () => {
    const entry = await log.append(record('a', { details: { log: 'x'.repeat(300_000) } }));
    expect(entry.details).toEqual({ cut: true, characters: 300_010, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await log.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  test('large entries, many at once, are all stored', async () => {
    const details = { log: '€"'.repeat(45_000) };
    await Promise.all(Array.from({ length: 12 }, (_, n) => log.append(record(`i${n}`, { details }))));
    const entries = await allOf(log.list(everything));
    expect(entries.map(({ details }) => details)).toEqual(Array(12).fill(details));
    expect(await log.verify()).toMatchObject({ intact: true, entries: 12 });
  });

  test.each([
    ['too large even without its details', { command: 'x'.repeat(200_000) }],
    ['received at no time', { timestamp: 'yesterday' }],
    ['received in the future', { timestamp: '2026-11-02T11:00:00Z' }],
  ])('a record that is %s is refused as unavailable', async (_, over) => {
    await expect(log.append(record('a', over))).rejects.toThrow(AuditUnavailableError);
    expect(await log.verify()).toMatchObject({ intact: true, entries: 0 });
  });
}
