import { type Monitoring } from '../../src/connectors/types';
import { type ReadingFault, readingFaults } from './reading-faults';

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
  fault(kind: ReadingFault, times?: number): Promise<void> | void;
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

    readingFaults(vendor, () => ({
      ask: (signal) => world.monitoring.instant(world.queries.one, signal),
      answer: world.queries.expected,
      about: world.queries.one,
      renew: /Renew/,
      fault: (kind, times) => world.fault(kind, times),
    }));
  });
}
