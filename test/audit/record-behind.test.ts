import { type AuditLog } from '../../src/audit/audit-log';
import { recordBehind } from '../../src/audit/record-behind';
import { type AuditRecord } from '../../src/model/audit-entry';

const record = (step: number) => ({ instance_id: 'i', step: String(step) }) as AuditRecord;

function log(append: (record: AuditRecord) => Promise<unknown>): () => AuditLog {
  return () => ({ append }) as unknown as AuditLog;
}

describe('recording behind the answers', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('writes within a tenth of a second, all that came meanwhile', async () => {
    const written: string[] = [];
    const behind = recordBehind(
      log(async ({ step }) => written.push(step)),
      () => undefined,
    );
    behind.add(record(1));
    behind.add(record(2));
    expect(written).toEqual([]);
    await jest.advanceTimersByTimeAsync(100);
    expect(written).toEqual(['1', '2']);
    behind.add(record(3));
    await jest.advanceTimersByTimeAsync(100);
    expect(written).toEqual(['1', '2', '3']);
  });

  it('writes what is waiting at once when the app ends', async () => {
    const written: string[] = [];
    const behind = recordBehind(
      log(async ({ step }) => written.push(step)),
      () => undefined,
    );
    behind.add(record(1));
    await behind.flush();
    expect(written).toEqual(['1']);
  });

  it('goes on after a flush of nothing', async () => {
    const written: string[] = [];
    const behind = recordBehind(
      log(async ({ step }) => written.push(step)),
      () => undefined,
    );
    await behind.flush();
    behind.add(record(1));
    await jest.advanceTimersByTimeAsync(100);
    expect(written).toEqual(['1']);
  });

  it('says which records were lost, and writes the others', async () => {
    const lost: string[] = [];
    const written: string[] = [];
    const behind = recordBehind(
      log(async ({ step }) => (step === '1' ? Promise.reject(new Error('away')) : written.push(step))),
      ({ step }) => lost.push(step),
    );
    behind.add(record(1));
    behind.add(record(2));
    await behind.flush();
    expect(lost).toEqual(['1']);
    expect(written).toEqual(['2']);
  });

  it('does not hand the log more at a time than it can write before its own deadline', async () => {
    let open = 0;
    let most = 0;
    const behind = recordBehind(
      log(async () => {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open--;
      }),
      () => undefined,
    );
    for (let step = 0; step < 1_000; step++) behind.add(record(step));
    await behind.flush();
    expect(most).toBeLessThanOrEqual(245);
  });
});
