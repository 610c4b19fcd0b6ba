import { type Asked, type DirectTools } from '../../src/commands/command';
import { stats } from '../../src/commands/stats';
import { plainText } from '../kit/plain-text';

const now = new Date('2026-11-27T10:00:00Z');
const deployed = (service: string, kind = 'outcome') => ({
  kind,
  timestamp: '2026-11-26T10:00:00.000Z',
  action: 'deploy',
  service,
  environment: 'production',
  result: 'success',
  reason_code: 'completed',
  duration_seconds: 60,
  approvals: [],
  approved_by: null,
  details: {},
});

async function ask(args: object, entries: object[] = []) {
  const ranges: object[] = [];
  const tools = {
    company: {
      environments: [{ id: 'production', production: true }],
      rules: [],
      services: [
        { id: 'order-service', pager: { team: 'order-team' } },
        { id: 'basket', pager: { team: 'order-team' } },
        { id: 'payment-service', pager: { team: 'payment-team' } },
        { id: 'bare' },
      ],
    },
    audit: {
      list: async function* (range: object) {
        ranges.push(range);
        yield* entries;
      },
    },
  } as unknown as DirectTools;
  const { view, outcome, shared, file } = await stats.run({ request: { args }, now } as unknown as Asked, tools);
  return {
    text: plainText(view),
    chart: view.chart,
    outcome: outcome?.reasonCode ?? 'completed',
    shared,
    ranges,
    file,
  };
}

describe('/stats', () => {
  it('reads the last 30 days unless told otherwise, for the asker alone unless shared', async () => {
    const { ranges, shared, chart } = await ask({}, [deployed('order-service')]);
    expect(ranges).toEqual([{ from: '2026-10-28T10:00:00.000Z', to: now.toISOString() }]);
    expect([shared, chart?.points.length]).toEqual([false, 31]);
    expect(await ask({ last: '7d', share: true })).toMatchObject({
      shared: true,
      chart: undefined,
      ranges: [{ from: '2026-11-20T10:00:00.000Z' }],
    });
  });

  it('looks at one service when told which, and at outcomes alone', async () => {
    const entries = [deployed('order-service'), deployed('order-service', 'intent'), deployed('payment-service')];
    expect((await ask({}, entries)).text).toContain('Deployments to production: 2, 0.5 a week');
    expect((await ask({ service: 'order-service' }, entries)).text).toContain('1, 0.2 a week');
  });

  it('looks at the services of one team, and says which teams there are when it is none', async () => {
    const entries = ['order-service', 'basket', 'payment-service', null].map((service) => deployed(service as string));
    const { text } = await ask({ team: 'order-team' }, entries);
    expect(text).toContain('How team order-team (order-service, basket) went');
    expect(text).toContain('Deployments to production: 2,');
    for (const [args, said] of [
      [{ team: 'ordr-team' }, 'Did you mean --team order-team? The company file has order-team, payment-team.'],
      [{ team: '' }, 'There is no team'],
      [{ team: 'order-team', service: 'bare' }, 'not both'],
    ] as const) {
      const { outcome, text: why, ranges } = await ask(args);
      expect([outcome, ranges]).toEqual(['target_not_found', []]);
      expect(why).toContain(said);
    }
  });

  it('draws a picture when it is asked to, also of nothing', async () => {
    expect((await ask({})).file).toBeUndefined();
    for (const entries of [[], [deployed('order-service')]]) {
      const { file } = await ask({ plot: true }, entries);
      expect(file).toMatchObject({ name: 'stats.png', alternative: expect.stringContaining('all services') });
      expect(
        Buffer.from(file?.content ?? '')
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
  });

  it.each(['', '0d', '93d', '900d', '1h', '-3d', '3d; drop', '３d'])('refuses %j with an example', async (last) => {
    const { outcome, text, ranges } = await ask({ last });
    expect([outcome, ranges]).toEqual(['not_understood', []]);
    expect(text).toContain('--last 30d');
  });
});
