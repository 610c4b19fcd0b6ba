import { type GroupSource } from '../../src/connectors/group-source';
import { VendorError } from '../../src/connectors/vendor-error';

type GroupFault =
  'slow' | 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'reset-after' | 'truncated' | 'html';

/** A source of groups whose members can be set, and whose faults can be switched on. */
export interface GroupWorld {
  source: GroupSource;
  /** The same, asked with a token that is no longer good. */
  expired: GroupSource;
  /** A group of these people, by the source's own IDs: `one`, `two`, `three`. */
  people: [one: string, two: string, three: string];
  group: string;
  set(members: string[]): void;
  fault(kind: GroupFault, times?: number): void;
  /** How often the source was asked. */
  asked(): number;
  close(): Promise<void>;
}

/** What every source of groups must do. */
export function groupSourceContract(vendor: string, open: () => Promise<GroupWorld>): void {
  describe(`${vendor} tells who is in a group`, () => {
    let world: GroupWorld;
    const ids = async () => (await world.source.members(world.group)).map(({ id }) => id).sort();
    const failure = async (source = world.source) =>
      (await source.members(world.group).catch((thrown: unknown) => thrown)) as VendorError;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    it('everybody on every page, each once', async () => {
      world.set([...world.people]);
      expect(await ids()).toEqual([...world.people].sort());
    });

    it('nobody, where nobody is in it', async () => {
      world.set([]);
      expect(await ids()).toEqual([]);
    });

    it('who has left is no longer told', async () => {
      world.set([world.people[0], world.people[1]]);
      await ids();
      world.set([world.people[0]]);
      expect(await ids()).toEqual([world.people[0]]);
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'reset-after'] as const)(
      'one %s is overcome',
      async (kind) => {
        world.set([world.people[0]]);
        world.fault(kind, 1);
        expect(await ids()).toEqual([world.people[0]]);
      },
    );

    it.each(['error', 'bad-gateway', 'reset', 'truncated', 'html'] as const)(
      'a lasting %s is an error that names the vendor, never an empty group',
      async (kind) => {
        world.set([world.people[0]]);
        world.fault(kind);
        const error = await failure();
        expect(error).toBeInstanceOf(VendorError);
        expect(error.message).toContain(vendor);
      },
    );

    it('a token that is no longer good is told, without the token, and not tried again', async () => {
      const before = world.asked();
      const error = await failure(world.expired);
      expect(error).toMatchObject({ name: 'VendorError', temporary: false });
      expect(error.message).not.toContain('no-longer-good');
      expect(world.asked() - before).toBe(1);
    });

    it('stops when it is told to', async () => {
      world.fault('slow');
      const error = await world.source.members(world.group, AbortSignal.timeout(50)).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(VendorError);
    });
  });
}
