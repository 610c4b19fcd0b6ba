import { type Calendar, type Meeting } from '../../src/connectors/calendar';
import { VendorError } from '../../src/connectors/vendor-error';

type CalendarFault = 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'reset-after' | 'truncated' | 'html';

/** A calendar whose faults can be switched on, and which can be read as its people see it. */
export interface CalendarWorld {
  calendar: Calendar;
  /** The same vendor, asked with a credential that is no longer good. */
  expired: Calendar;
  /** A calendar of somebody who is not there. */
  nobodys: Calendar;
  /** `from` and `to` as ISO 8601. */
  meetings(): { title: string; text: string; from: string; to: string; invited: string[] }[];
  fault(kind: CalendarFault, hits?: { times?: number; method?: string }): void;
  close(): Promise<void>;
}

/** What every calendar must do. */
export function calendarContract(vendor: string, open: () => Promise<CalendarWorld>): void {
  describe(`${vendor} is a calendar`, () => {
    let world: CalendarWorld;
    const meeting = (over: Partial<Meeting> = {}): Meeting => ({
      key: 'inc-20260304-payment-postmortem-0',
      title: 'Postmortem: Payments fail',
      text: 'Led by @dave.\nA key expired',
      from: new Date('2026-03-05T13:00:00Z'),
      to: new Date('2026-03-05T14:00:00Z'),
      invited: [{ name: 'Dave', email: 'dave@demo-company.example' }],
      ...over,
    });
    const fails = (promise: Promise<unknown>) => promise.catch((thrown: unknown) => thrown as VendorError);

    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    it('puts a meeting in, with those who are invited, and says where it is', async () => {
      const { url } = await world.calendar.schedule(meeting());
      expect(url).toMatch(/^https:/);
      expect(world.meetings()).toEqual([
        {
          title: 'Postmortem: Payments fail',
          text: 'Led by @dave.\nA key expired',
          from: '2026-03-05T13:00:00.000Z',
          to: '2026-03-05T14:00:00.000Z',
          invited: ['dave@demo-company.example'],
        },
      ]);
    });

    it('has a meeting once that is asked for twice, and two of two keys', async () => {
      const first = await world.calendar.schedule(meeting());
      expect(await world.calendar.schedule(meeting())).toEqual(first);
      await world.calendar.schedule(meeting({ key: 'another' }));
      expect(world.meetings()).toHaveLength(2);
    });

    it('moves a meeting', async () => {
      const { id } = await world.calendar.schedule(meeting());
      await world.calendar.move(id, new Date('2026-03-06T13:00:00Z'), new Date('2026-03-06T14:00:00Z'));
      expect(world.meetings()).toMatchObject([{ from: '2026-03-06T13:00:00.000Z', to: '2026-03-06T14:00:00.000Z' }]);
    });

    it('keeps a hostile title a title, cuts a long one, and tells no secret', async () => {
      await world.calendar.schedule(meeting({ title: '<script>alert(1)</script>\r\nATTENDEE:x', key: 'a' }));
      await world.calendar.schedule(meeting({ title: `password=hunter2hunter2 ${'🔥'.repeat(400)}`, key: 'b' }));
      const [hostile, long] = world.meetings();
      expect(hostile?.title).toBe('<script>alert(1)</script>\r\nATTENDEE:x');
      expect(long?.title).not.toContain('hunter2');
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'reset-after', 'truncated'] as const)(
      'overcomes one %s, and the meeting is there once',
      async (kind) => {
        world.fault(kind, { times: 1 });
        await world.calendar.schedule(meeting());
        expect(world.meetings()).toHaveLength(1);
      },
    );

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html'] as const)(
      'a lasting %s ends in a message that names the vendor',
      async (kind) => {
        world.fault(kind);
        const error = await fails(world.calendar.schedule(meeting()));
        expect(error).toBeInstanceOf(VendorError);
        expect((error as VendorError).message).toContain(vendor);
        expect((error as VendorError).temporary).toBe(kind !== 'html');
      },
    );

    it('a credential that is no longer good, and a calendar that is not there, are told for good', async () => {
      expect(await fails(world.expired.schedule(meeting()))).toMatchObject({ temporary: false, status: 401 });
      const unknown = await fails(world.nobodys.schedule(meeting()));
      expect(unknown).toMatchObject({ temporary: false, status: 404 });
      expect((unknown as Error).message).toContain('incidents.calendar');
    });
  });
}
