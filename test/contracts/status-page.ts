import { type StatusPage } from '../../src/connectors/status-page';
import { VendorError } from '../../src/connectors/vendor-error';

type PageFault =
  'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'reset-after' | 'truncated' | 'html' | 'slow';

/** A status page whose faults can be switched on, and which can be read as customers see it. */
export interface StatusPageWorld {
  statusPage: StatusPage;
  /** The same vendor, asked with a credential that is no longer good. */
  expired: StatusPage;
  component: string;
  incidents(): { title: string; status: string; updates: string[] }[];
  stateOf(component: string): string;
  /** The page as HTML. */
  html(): Promise<string>;
  /** `slow` is slower than the connector waits. */
  fault(kind: PageFault, hits?: { times?: number; method?: string }): void;
  close(): Promise<void>;
}

/** What every status page must do. */
export function statusPageContract(vendor: string, open: () => Promise<StatusPageWorld>): void {
  describe(`${vendor} is a status page`, () => {
    let world: StatusPageWorld;
    const incident = () => ({
      key: 'incident-1',
      title: 'Payments fail',
      impact: 'critical' as const,
      components: [world.component],
    });
    const update = () => ({ status: 'identified' as const, text: 'A key expired', components: [world.component] });
    const since = new Date().toISOString();
    const fails = (promise: Promise<unknown>) => promise.catch((thrown: unknown) => thrown as VendorError);

    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    it('opens, updates and resolves an incident, with its components', async () => {
      const { id } = await world.statusPage.open(incident());
      expect(world.stateOf(world.component)).not.toBe('operational');
      await world.statusPage.update(id, update());
      await world.statusPage.update(id, { ...update(), status: 'resolved', text: 'Rotated' });
      expect(world.incidents()).toMatchObject([{ title: 'Payments fail', status: 'resolved' }]);
      expect(world.incidents()[0]?.updates.slice(0, 2)).toEqual(['Rotated', 'A key expired']);
      expect(world.stateOf(world.component)).toBe('operational');
    });

    it('finds an incident by its key, and no other', async () => {
      expect(await world.statusPage.find('incident-1')).toBeNull();
      const { id } = await world.statusPage.open(incident());
      await world.statusPage.open({ ...incident(), key: 'incident-2' });
      expect(await world.statusPage.find('incident-1')).toMatchObject({ id });
    });

    it('knows an update that is there from one that is not', async () => {
      const { id } = await world.statusPage.open(incident());
      expect(await world.statusPage.hasUpdate(id, update(), since)).toBe(false);
      await world.statusPage.update(id, update());
      expect(await world.statusPage.hasUpdate(id, update(), since)).toBe(true);
      expect(await world.statusPage.hasUpdate(id, { ...update(), status: 'monitoring' }, since)).toBe(false);
    });

    it('shows markup as it was written, and no secret', async () => {
      const { id } = await world.statusPage.open({ ...incident(), title: '<script>alert(1)</script>' });
      await world.statusPage.update(id, { ...update(), text: '<img src=x> password=hunter2hunter2' });
      const html = await world.html();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img');
      expect(html).not.toContain('hunter2');
    });

    it.each(['open', 'update'] as const)('%s: an answer that was lost is not asked for again', async (call) => {
      const { id } = await world.statusPage.open({ ...incident(), key: 'before' });
      const before = world.incidents().length;
      world.fault('reset-after', { times: 1 });
      const error = await fails(
        call === 'open' ? world.statusPage.open(incident()) : world.statusPage.update(id, update()),
      );
      expect(error).toMatchObject({ name: 'TransportError', temporary: true, mayHaveArrived: true });
      if (call === 'open') {
        expect(world.incidents()).toHaveLength(before + 1);
        expect(await world.statusPage.find('incident-1')).not.toBeNull();
      } else {
        expect(await world.statusPage.hasUpdate(id, update(), since)).toBe(true);
      }
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'slow'] as const)(
      'reading overcomes one %s',
      async (kind) => {
        const { id } = await world.statusPage.open(incident());
        world.fault(kind, { times: 1 });
        expect(await world.statusPage.find('incident-1')).toMatchObject({ id });
      },
    );

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html', 'slow'] as const)(
      'a lasting %s ends in a message that names the vendor',
      async (kind) => {
        world.fault(kind);
        const error = await fails(world.statusPage.open(incident()));
        expect(error).toBeInstanceOf(VendorError);
        expect((error as VendorError).message).toContain(vendor);
        expect((error as VendorError).temporary).toBe(kind !== 'html');
      },
    );

    it('a credential that is no longer good, and a component that is not there, are told for good', async () => {
      expect(await fails(world.expired.open(incident()))).toMatchObject({ temporary: false, status: 401 });
      const unknown = await fails(world.statusPage.open({ ...incident(), components: ['nosuchthing0'] }));
      expect(unknown).toMatchObject({ temporary: false });
      expect((unknown as Error).message).toContain('nosuchthing0');
    });
  });
}
