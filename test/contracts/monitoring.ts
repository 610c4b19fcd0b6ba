import { type Monitoring } from '../../src/connectors/types';
import { VendorError } from '../../src/connectors/vendor-error';

/** A monitoring system in which these queries mean something, and whose faults can be switched on. */
export interface MonitoringWorld {
  monitoring: Monitoring;
  queries: {
    /** One series. */
    one: string;
    expected: number;
    /** No series. */
    empty: string;
    several: string;
    /** Refused by the vendor's parser. */
    malformed: string;
  };
  /** Hits every request until it is cleared. */
  fault(
    kind: 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'truncated' | 'html' | 'slow' | 'expired',
    times?: number,
  ): Promise<void> | void;
  close(): Promise<void>;
}

/** What every monitoring connector must do. */
export function monitoringContract(vendor: string, open: () => Promise<MonitoringWorld>): void {
  describe(`${vendor} is a monitoring connector`, () => {
    let world: MonitoringWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    it('a query of one series is a number', async () => {
      expect(await world.monitoring.instant(world.queries.one)).toBe(world.queries.expected);
    });

    it('a query without a series is null', async () => {
      expect(await world.monitoring.instant(world.queries.empty)).toBeNull();
    });

    it('a query of several series is an error that says so', async () => {
      const asked = world.monitoring.instant(world.queries.several);
      await expect(asked).rejects.toThrow(/series/);
      await expect(asked).rejects.toMatchObject({ name: 'VendorError', temporary: false });
    });

    it('a malformed query is an error with the vendor’s reason', async () => {
      await expect(world.monitoring.instant(world.queries.malformed)).rejects.toMatchObject({
        name: 'VendorError',
        temporary: false,
      });
    });

    it('a range has a value for each step', async () => {
      const from = new Date(Date.now() - 600_000);
      const to = new Date(from.getTime() + 300_000);
      const { one, empty, several, expected } = world.queries;
      expect(await world.monitoring.range(one, from, to, 60)).toEqual(Array.from({ length: 6 }, () => expected));
      expect(await world.monitoring.range(empty, from, to, 100)).toEqual([null, null, null, null]);
      await expect(world.monitoring.range(several, from, to, 60)).rejects.toThrow(/series/);
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'slow'] as const)(
      'one %s is overcome',
      async (kind) => {
        await world.fault(kind, 1);
        expect(await world.monitoring.instant(world.queries.one)).toBe(world.queries.expected);
      },
    );

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html', 'slow'] as const)(
      'a lasting %s ends in a message that names the vendor and the query',
      async (kind) => {
        await world.fault(kind);
        const error: unknown = await world.monitoring.instant(world.queries.one).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(VendorError);
        expect((error as VendorError).message).toContain(vendor);
        expect((error as VendorError).message).toContain(world.queries.one);
        expect((error as VendorError).temporary).toBe(kind !== 'html');
      },
    );

    it('an expired token is told with what to renew, and asked with once', async () => {
      await world.fault('expired', 1);
      const asked = world.monitoring.instant(world.queries.one);
      await expect(asked).rejects.toMatchObject({ name: 'VendorError', temporary: false, status: 401 });
      await expect(asked).rejects.toThrow(/Renew/);
    });

    it('a caller who cancels is not kept waiting', async () => {
      await world.fault('slow');
      const began = performance.now();
      const asked = world.monitoring.instant(world.queries.one, AbortSignal.timeout(50));
      await expect(asked).rejects.toBeInstanceOf(VendorError);
      expect(performance.now() - began).toBeLessThan(400);
    });
  });
}
