import { type LogQuery, type LogSource } from '../../src/connectors/log-source';
import { VendorError } from '../../src/connectors/vendor-error';
import { type LogLine } from '../../src/model/log-answer';
import { leastWait } from '../kit/least-wait';

/** A log source that holds the lines of the contract and nothing else, and whose faults can be switched on. */
export interface LogWorld {
  source: LogSource;
  /** Where `service` and `environment` have their lines in it. */
  logs: LogQuery['logs'];
  write(line: { service: string; environment: string; at: string; level: string; text: string }): Promise<void> | void;
  /** Hits every request until it is cleared. */
  fault(fault: { kind: FaultKind; times?: number; milliseconds?: number; status?: number; path?: string }): void;
  /** How many requests there were. */
  asked(): number;
  /** Begins the link to the vendor's own page. */
  page: string;
  /** What the message about an expired token tells people to do. */
  renew: string;
  close(): Promise<void>;
}
type FaultKind = 'slow' | 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'truncated' | 'html';

const target = { service: 'api', environment: 'production' };
const window = { from: new Date('2026-03-04T15:00:00Z'), to: new Date('2026-03-04T15:20:00Z') };
const hostile = [
  'say "hi"',
  'C:\\logs\\new',
  '`backtick`',
  "it's",
  '} | line_format "x" {',
  '") or true | union (',
  '.*',
  '(?i)x',
  '$1 ^a$ [b] a+b?',
  'tab\there',
  '日本語 🚀',
  '%0a&limit=1',
  '//',
  '; drop',
];

/** What every log connector must do. */
export function logSourceContract(vendor: string, open: () => Promise<LogWorld>): void {
  describe(`${vendor} is a log source`, () => {
    let world: LogWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    const write = (text: string, at = '2026-03-04T15:10:00.000Z', level = 'info', other = {}) =>
      world.write({ ...target, at, level, text, ...other });
    const query = (over: Partial<LogQuery> = {}, signal?: AbortSignal) =>
      world.source.query({ logs: world.logs, ...target, ...window, limit: 100, ...over }, signal);
    const texts = ({ lines }: { lines: LogLine[] }) => lines.map(({ text }) => text);
    const failure = async (asking: Promise<unknown>) => {
      const error: unknown = await asking.then(
        () => new Error('it went well'),
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(VendorError);
      return error as VendorError;
    };

    it('shows lines with their time and level, newest last', async () => {
      await write('second', '2026-03-04T15:02:00.500Z', 'error');
      await write('first', '2026-03-04T15:01:00.000Z', 'warning');
      await write('third', '2026-03-04T15:03:00.000Z', 'unheard-of');
      expect((await query()).lines).toEqual([
        { at: '2026-03-04T15:01:00.000Z', level: 'warn', text: 'first' },
        { at: '2026-03-04T15:02:00.500Z', level: 'error', text: 'second' },
        { at: '2026-03-04T15:03:00.000Z', text: 'third' },
      ]);
    });

    it('shows one service in one environment', async () => {
      await write('ours');
      await write('of another service', undefined, undefined, { service: 'web' });
      await write('of another environment', undefined, undefined, { environment: 'staging' });
      expect(texts(await query())).toEqual(['ours']);
      expect(texts(await query({ service: 'web' }))).toEqual(['of another service']);
    });

    it('shows what is in the window: its beginning belongs to it, its end does not', async () => {
      await write('too early', '2026-03-04T14:59:59.999Z');
      await write('at the beginning', '2026-03-04T15:00:00.000Z');
      await write('just before the end', '2026-03-04T15:19:59.999Z');
      await write('at the end', '2026-03-04T15:20:00.000Z');
      expect(texts(await query())).toEqual(['at the beginning', 'just before the end']);
    });

    it('no line is an empty answer', async () => {
      const { lines, cut, histogram } = await query();
      expect([lines, cut]).toEqual([[], false]);
      expect(histogram).toMatchObject({ from: '2026-03-04T15:00:00.000Z' });
      expect('counts' in histogram && histogram.counts.every((count) => count === 0)).toBe(true);
    });

    it('keeps the newest where there are more than the limit, and says so', async () => {
      for (const minute of [1, 2, 3]) await write(`line ${minute}`, `2026-03-04T15:0${minute}:00.000Z`);
      expect(await query({ limit: 2 })).toMatchObject({ lines: [{ text: 'line 2' }, { text: 'line 3' }], cut: true });
      expect(await query({ limit: 3 })).toMatchObject({ cut: false });
    });

    it('counts all lines over the window, also those the limit leaves out', async () => {
      for (const second of ['00', '10', '29', '30']) await write('x', `2026-03-04T15:04:${second}.500Z`);
      await write('x', '2026-03-04T15:19:50.000Z');
      const { histogram } = await query({ limit: 1 });
      if ('problem' in histogram) throw new Error(histogram.problem);
      expect([histogram.from, histogram.stepSeconds, histogram.counts.length]).toEqual([
        '2026-03-04T15:00:00.000Z',
        60,
        20,
      ]);
      expect(histogram.counts.map((count, index) => (count ? `${index}: ${count}` : '')).filter(Boolean)).toEqual([
        '4: 4',
        '19: 1',
      ]);
    });

    it('looks for a text, upper and lower case alike, and counts only what has it', async () => {
      await write('connection TIMEOUT');
      await write('all is well');
      const answer = await query({ text: 'Timeout' });
      expect(texts(answer)).toEqual(['connection TIMEOUT']);
      if ('problem' in answer.histogram) throw new Error(answer.histogram.problem);
      expect(answer.histogram.counts.reduce((sum, count) => sum + count)).toBe(1);
    });

    it.each(hostile)('finds %j as it stands, and nothing else', async (text) => {
      await write(`before ${text} after`);
      await write('something else: api production x true');
      expect(texts(await query({ text }))).toEqual([`before ${text} after`]);
    });

    it('a name as odd as a text does no harm either', async () => {
      await write('ours');
      for (const service of hostile) expect(texts(await query({ service }))).toEqual([]);
    });

    it('half a surrogate pair is no reason to fail', async () => {
      await write('x');
      expect(texts(await query({ text: '\ud83d' }))).toEqual([]);
    });

    it('shows a level and graver ones', async () => {
      for (const level of ['debug', 'info', 'Warning', 'ERROR', 'critical'])
        await write(`a ${level} line`, undefined, level);
      const levels = async (level: LogQuery['level']) => texts(await query({ level })).sort();
      expect(await levels('error')).toEqual(['a ERROR line', 'a critical line']);
      expect(await levels('warn')).toEqual(['a ERROR line', 'a Warning line', 'a critical line']);
      expect(await levels('debug')).toHaveLength(5);
    });

    it('masks secrets, and takes colours and control characters out', async () => {
      await write('login with password=hunter2 \u001b[31mfailed\u001b[0m\u0000\u0007');
      expect(texts(await query())).toEqual(['login with password=*** failed']);
    });

    it('a secret at the edge of a long line is masked before the line is cut', async () => {
      await write(`${'x'.repeat(3_985)} password=hunter2hunter2hunter2`);
      const [text = ''] = texts(await query());
      expect(text).not.toContain('hunter');
      await write('y'.repeat(10_000), '2026-03-04T15:11:00.000Z');
      expect(texts(await query())[1]).toHaveLength(4_000);
    });

    it('links to the same query in the vendor’s page', async () => {
      const { link = '' } = await query({ text: 'a&b#c' });
      expect(link.startsWith(world.page)).toBe(true);
      expect(link).not.toContain('a&b#c');
    });

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated'] as const)(
      'one %s is overcome',
      async (kind) => {
        await write('x');
        world.fault({ kind, times: 1 });
        expect(texts(await query())).toEqual(['x']);
      },
    );

    it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html'] as const)(
      'a lasting %s ends in a message that names the vendor and what was tried',
      async (kind) => {
        await write('x');
        world.fault({ kind });
        const { message, temporary } = await failure(query());
        expect(message).toMatch(new RegExp(`^${vendor}: (could|did) not (read|count) the logs of api in production: `));
        expect(message).toMatch(/[.] ?(Try again|Wait|Check)|Try again[.]$|stands before it\.$/);
        expect(temporary).toBe(kind !== 'html');
      },
    );

    it('a vendor that does not answer in time is said to', async () => {
      world.fault({ kind: 'slow', milliseconds: 1_500 });
      expect((await failure(query())).message).toMatch(
        new RegExp(
          `^${vendor}: could not read the logs of api in production: no answer from 127\\.0\\.0\\.1:\\d+ in time\\. Try again\\.$`,
        ),
      );
    });

    it('an expired token is told with what to renew, and asked with once', async () => {
      world.fault({ kind: 'error', status: 401 });
      const { message, temporary } = await failure(query());
      expect(message).toContain('it answered 401');
      expect(message).toContain(world.renew);
      expect(temporary).toBe(false);
      expect(world.asked()).toBeLessThanOrEqual(2);
    });

    it('a caller who cancels is not kept waiting', async () => {
      world.fault({ kind: 'slow', milliseconds: 900 });
      const cancelled = () => failure(query({}, AbortSignal.timeout(50)));
      expect(await leastWait(cancelled, 800)).toBeLessThan(800);
    });
  });
}
