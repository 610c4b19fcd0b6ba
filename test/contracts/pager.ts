import { type Pager } from '../../src/connectors/pager';
import { VendorError } from '../../src/connectors/vendor-error';

type PagerFault = 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'reset-after' | 'truncated' | 'html';

/** A pager whose faults can be switched on, and whose inbox can be read. */
export interface PagerWorld {
  pager: Pager;
  /** The same vendor, asked with a key that is no longer good. */
  expired: Pager;
  inbox(): { key: string; summary: string; resolved: boolean; acknowledged: boolean }[];
  fault(kind: PagerFault, times?: number): void;
  close(): Promise<void>;
}

const page = {
  key: 'incident-1',
  summary: 'SEV-1: Payments fail',
  severity: 'critical',
  source: 'payment-service',
} as const;

/** What every pager must do. */
export function pagerContract(vendor: string, open: () => Promise<PagerWorld>): void {
  describe(`${vendor} is a pager`, () => {
    let world: PagerWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    it('pages, and resolves what it paged', async () => {
      await world.pager.trigger(page);
      expect(world.inbox()).toEqual([{ key: page.key, summary: page.summary, resolved: false, acknowledged: false }]);
      await world.pager.resolve(page);
      expect(world.inbox()).toEqual([{ key: page.key, summary: page.summary, resolved: true, acknowledged: false }]);
    });

    it('pages once for one key, and resolving twice is fine', async () => {
      await Promise.all([world.pager.trigger(page), world.pager.trigger(page)]);
      expect(world.inbox()).toHaveLength(1);
      await world.pager.resolve(page);
      await world.pager.resolve(page);
      expect(world.inbox()).toHaveLength(1);
    });

    it('acknowledges what it paged, and only that', async () => {
      await world.pager.trigger(page);
      await world.pager.acknowledge(page);
      await world.pager.acknowledge(page);
      await world.pager.acknowledge({ key: 'never-paged' });
      expect(world.inbox()).toEqual([{ key: page.key, summary: page.summary, resolved: false, acknowledged: true }]);
    });

    it('takes a summary of 3,000 characters, and one of emoji', async () => {
      await world.pager.trigger({ ...page, summary: 'a'.repeat(3_000) });
      await world.pager.trigger({ ...page, key: 'incident-2', summary: '🔥'.repeat(1_000) });
      expect(world.inbox()).toHaveLength(2);
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'reset-after'] as const)(
      'one %s is overcome, and nobody is paged twice',
      async (kind) => {
        world.fault(kind, 1);
        await world.pager.trigger(page);
        expect(world.inbox()).toHaveLength(1);
      },
    );

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'html'] as const)(
      'a lasting %s ends in a message that names the vendor',
      async (kind) => {
        world.fault(kind);
        const error: unknown = await world.pager.trigger(page).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(VendorError);
        expect((error as VendorError).message).toContain(vendor);
        expect((error as VendorError).temporary).toBe(kind !== 'html');
      },
    );

    it('a key that is no longer good is told, without the key, and is not tried again', async () => {
      const error: unknown = await world.expired.trigger(page).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'VendorError', temporary: false });
      expect((error as Error).message).not.toContain('x'.repeat(32));
    });
  });
}
