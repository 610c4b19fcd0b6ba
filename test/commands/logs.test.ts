import { type Asked, type DirectTools } from '../../src/commands/command';
import { logs } from '../../src/commands/logs';
import { type LogQuery } from '../../src/connectors/log-source';
import { plainText } from '../kit/plain-text';

const now = new Date('2026-11-27T10:00:00Z');
const found = {
  lines: [
    { at: '2026-11-27T09:58:00.000Z', level: 'info', text: 'GET /orders 200' },
    { at: '2026-11-27T09:59:00.000Z', level: 'error', text: 'payment refused <!channel>' },
  ],
  cut: false,
  histogram: { from: '2026-11-27T09:00:00Z', stepSeconds: 300, counts: [1, 0, 4] },
  link: 'https://grafana.internal/explore?x',
};

async function ask(args: object, answer: object = found) {
  const asked: LogQuery[] = [];
  const source = { query: async (query: LogQuery) => (asked.push(query), answer) };
  const tools = {
    company: {
      services: [{ id: 'order-service', logs: { source: 'loki', selector: {} } }, { id: 'silent' }],
      environments: [
        { id: 'staging', production: false },
        { id: 'production', production: true },
      ],
    },
    connectors: { logs: async () => source },
  } as unknown as DirectTools;
  const request = { args: { service: 'order-service', ...args } };
  const { view, outcome, shared, file } = await logs.run({ request, now } as unknown as Asked, tools);
  return { text: plainText(view), view, outcome, shared, file, query: asked[0] };
}

describe('/logs', () => {
  it('asks for the last hour of production, and shows the newest line last, with the counts and a link', async () => {
    const { text, view, query, shared } = await ask({});
    expect(query).toMatchObject({
      environment: 'production',
      from: new Date('2026-11-27T09:00:00Z'),
      to: now,
      limit: 50,
    });
    expect(text.indexOf('GET /orders')).toBeLessThan(text.indexOf('payment refused'));
    expect(view.code?.text.split('\n')[1]).toBe('09:59:00.000 ERROR payment refused <!channel>');
    expect(view).toMatchObject({ tone: 'bad', chart: { points: [1, 0, 4] }, links: [{ url: found.link }] });
    expect(shared).toBe(false);
  });

  it('has a file with all lines, masked as they came, where a message would not hold them', async () => {
    expect((await ask({})).file).toBeUndefined();
    const lines = Array.from({ length: 100 }, (_, n) => ({
      at: found.lines[0]!.at,
      level: 'info',
      text: `password=*** GET /${n}`,
    }));
    const { file } = await ask({ limit: '100' }, { ...found, lines });
    expect(file).toMatchObject({
      name: 'order-service-production.log',
      title: 'Logs of order-service in production, 100 lines',
    });
    expect(String(file?.content).split('\n')).toHaveLength(101);
    expect(file?.content).toContain('2026-11-27T09:58:00.000Z INFO  password=*** GET /99');
  });

  it('passes on what narrows it, and shares it when asked to', async () => {
    const { query, shared } = await ask({
      environment: 'staging',
      last: '15m',
      grep: '5..',
      level: 'WARN',
      limit: '7',
      share: true,
    });
    expect(query).toMatchObject({ environment: 'staging', text: '5..', level: 'warn', limit: 7 });
    expect(query?.from).toEqual(new Date('2026-11-27T09:45:00Z'));
    expect(shared).toBe(true);
  });

  it.each([
    [{ last: 'banana' }, /15m, 1h, 2d/],
    [{ last: '8d' }, /more than 7 days/],
    [{ level: 'loud' }, /debug, info, warn, error, fatal/],
    [{ limit: '0' }, /1 to 500/],
    [{ limit: '1e2' }, /1 to 500/],
    [{ service: 'silent' }, /names no logs of silent/],
  ])('refuses %j with what would do, and asks no source', async (args, words) => {
    const { text, outcome, query } = await ask(args);
    expect(text).toMatch(words);
    expect(outcome?.result).toBe('invalid');
    expect(query).toBeUndefined();
  });

  it('says when there is no line, when older ones were left out and when nobody could count', async () => {
    const empty = { ...found, lines: [], histogram: { problem: 'Loki could not count them.' } };
    expect((await ask({}, empty)).text).toMatch(/No line in this time\.[^]*Loki could not count them\./);
    expect((await ask({ limit: '2' }, { ...found, cut: true })).text).toContain('The newest 2 lines');
  });
});
