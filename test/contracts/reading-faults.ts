import { VendorError } from '../../src/connectors/vendor-error';
import { leastWait } from '../kit/least-wait';

export type ReadingFault =
  'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'truncated' | 'html' | 'slow' | 'expired';

/** One question to a vendor, whose faults can be switched on. */
interface Asked {
  ask: (signal?: AbortSignal) => Promise<unknown>;
  answer: unknown;
  /** Words of the question that an error repeats. */
  about: string;
  /** What an error says of a credential that is no longer good. */
  renew: RegExp;
  /** Hits every request, or so many. */
  fault: (kind: ReadingFault, times?: number) => Promise<void> | void;
}

/** What every connector does when the vendor is not well and it only reads. */
export function readingFaults(vendor: string, asked: () => Asked): void {
  it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'slow'] as const)(
    'one %s is overcome',
    async (kind) => {
      const { ask, answer, fault } = asked();
      await fault(kind, 1);
      expect(await ask()).toEqual(answer);
    },
  );

  it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html', 'slow'] as const)(
    'a lasting %s ends in a message that names the vendor and the question',
    async (kind) => {
      const { ask, about, fault } = asked();
      await fault(kind);
      const error: unknown = await ask().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(VendorError);
      expect((error as VendorError).message).toContain(vendor);
      expect((error as VendorError).message).toContain(about);
      expect((error as VendorError).temporary).toBe(kind !== 'html');
    },
  );

  it('an expired token is told with what to do, and asked with once', async () => {
    const { ask, renew, fault } = asked();
    await fault('expired', 1);
    const asking = ask();
    await expect(asking).rejects.toMatchObject({ name: 'VendorError', temporary: false, status: 401 });
    await expect(asking).rejects.toThrow(renew);
  });

  it('a caller who cancels is not kept waiting', async () => {
    const { ask, fault } = asked();
    await fault('slow');
    const cancelled = () => expect(ask(AbortSignal.timeout(50))).rejects.toBeInstanceOf(VendorError);
    expect(await leastWait(cancelled, 400)).toBeLessThan(400);
  });
}
