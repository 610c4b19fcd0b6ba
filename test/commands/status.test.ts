import { type Asked, type DirectTools } from '../../src/commands/command';
import { status } from '../../src/commands/status';
import { VendorError } from '../../src/connectors/vendor-error';
import { StorageError } from '../../src/state/storage-error';
import { leastWait } from '../kit/least-wait';
import { plainText } from '../kit/plain-text';

const now = new Date('2026-11-27T10:00:00Z');
const person = { id: 'alice', groups: [] };
const measures = {
  instancesUp: 'up {service} {environment}',
  errorRatio: 'errors {service} {environment}',
  p95Seconds: 'p95 {service} {environment}',
  requestsPerSecond: 'traffic {service} {environment}',
  alerts: { app: '{service}', where: '{environment}' },
};
const service = (id: string) => ({ id, repository: `acme/${id}`, deploy: { connector: 'github' }, status: measures });
const freeze = { name: 'month end', cron: '0 0 27 * *', seconds: 86_400, timeZone: 'UTC', exempt: [] };

interface World {
  /** By query; a measure that is not here is well. */
  measured?: Record<string, number | null>;
  firing?: { name: string; labels: Record<string, string> }[];
  connectors?: object;
  auditIndex?: object;
}

const never = () => new Promise<never>(() => undefined);
const broken = (vendor: string) => async () => {
  throw new VendorError(`${vendor}: could not be asked.`, vendor, true);
};

function tools({ measured = {}, firing = [], connectors = {}, auditIndex = {} }: World = {}): DirectTools {
  const well = (query: string) => (query.startsWith('up') ? 3 : query.startsWith('errors') ? 0.002 : 0.18);
  const monitoring = {
    instant: async (query: string) => (query in measured ? measured[query] : well(query)),
    range: async () => [1, 2, null, 4],
  };
  const deployed = {
    version: 'v2.4.1',
    commit: 'a'.repeat(40),
    at: '2026-11-27T09:00:00Z',
    by: 'countersign',
    state: 'live',
  };
  return {
    company: {
      channels: [{ name: 'deployments', places: { slack: 'C0' } }],
      people: [
        { id: 'alice', accounts: {} },
        { id: 'carol', accounts: {}, github: 'Carol-Demo', email: 'carol@demo.example' },
      ],
      services: [service('api'), service('shop')],
      environments: [
        { id: 'staging', production: false, freezes: [] },
        { id: 'production', production: true, freezes: [freeze] },
      ],
    },
    connectors: {
      monitoring: async () => monitoring,
      alerts: async () => ({
        firing: async (labels: Record<string, string>) =>
          firing
            .filter((alert) => Object.entries(labels).every(([name, value]) => alert.labels[name] === value))
            .map((alert) => ({ since: '2026-11-27T09:58:00Z', ...alert })),
      }),
      ciCd: async () => ({ history: async (_: string, where: string) => (where === 'production' ? [deployed] : []) }),
      ...connectors,
    },
    auditIndex: { find: async () => ({ entries: [] }), ...auditIndex },
    locks: {
      list: async () => [
        { service: 'shop', environment: 'staging', owner: 'person:alice', person: 'alice', since: now.toISOString() },
      ],
    },
    incidents: {
      list: async () => [
        { id: 'inc-1', title: 'Shop is slow', severity: 'sev2', status: 'identified', openedAt: now.toISOString() },
        {
          id: 'inc-2',
          title: 'A secret',
          private: true,
          severity: 'sev1',
          status: 'identified',
          openedAt: now.toISOString(),
        },
        {
          id: 'inc-3',
          title: 'Over',
          severity: 'sev1',
          status: 'resolved',
          resolvedAt: now.toISOString(),
          openedAt: now.toISOString(),
        },
        {
          id: 'inc-4',
          title: 'Payments fail',
          service: 'shop',
          severity: 'sev1',
          status: 'investigating',
          openedAt: now.toISOString(),
        },
      ],
    },
    requests: {
      waiting: async () => [
        {
          plan: { action: 'deploy', service: 'shop', environment: 'production' },
          requester: 'alice',
          expiresAt: '2026-11-27T10:20:00Z',
        },
      ],
    },
  } as never;
}

async function shown(world?: World, args: object = {}): Promise<{ text: string; tone: string }> {
  const { view } = await status.run({ request: { args }, person, now } as unknown as Asked, tools(world));
  return { text: plainText(view), tone: view.tone };
}

describe('/status <service>', () => {
  const shop = { service: 'shop' };

  it('shows health, version, deploys, lock, freeze and what waits', async () => {
    const { text, tone } = await shown({}, shop);
    expect(tone).toBe('good');
    expect(text).toContain(
      'production: 🟢 3 up · 0.2 % errors · p95 180 ms ▃▅ █ · v2.4.1 (aaaaaaa) by countersign, 2026',
    );
    expect(text).toContain('staging: 🟢 3 up · 0.2 % errors · p95 180 ms ▃▅ █ · nothing deployed');
    expect(text).toContain('🔒 staging: locked by @alice');
    expect(text).toContain('❄️ production: no deploys until 2026-11-28T00:00:00.000Z: month end');
    expect(text).toContain('deploy in production, asked by @alice');
    expect(text).not.toContain('⚠️');
  });

  it.each([
    ['login', { by: 'carol-demo' }],
    ['e-mail', { by: 'Carol C.', email: 'CAROL@demo.example' }],
  ])('names who deployed as the person whose %s it is', async (_, who) => {
    const past = { version: 'v2.4.1', commit: 'a'.repeat(40), at: '2026-11-27T09:00:00Z', state: 'live', ...who };
    const { text } = await shown({ connectors: { ciCd: async () => ({ history: async () => [past] }) } }, shop);
    expect(text).toContain('v2.4.1 (aaaaaaa) by @carol, 2026');
  });

  describe('what ran by us', () => {
    const run = 'https://github.test/acme/shop/actions/runs/12';
    const entry = {
      kind: 'outcome',
      user: '@dora',
      run,
      platform: 'slack',
      conversation: 'slack/T/C0',
      people: ['@dora'],
    };
    const by = async (url: string, told: object = {}) => {
      const past = { version: 'v2', commit: 'a'.repeat(40), at: '2026-11-27T09:00:00Z', state: 'live', by: 'bot', url };
      const find = async ({ action, visible }: { action: string; visible: (one: object) => boolean }) => ({
        entries: [{ ...entry, ...told }].filter((one) => action === 'deploy' && visible(one)),
      });
      const connectors = { ciCd: async () => ({ history: async () => [past] }) };
      const { text } = await shown({ connectors, auditIndex: { find } }, shop);
      return /\) by (\S+),/.exec(text)?.[1];
    };

    it('is told with who asked for it, by its run', async () => {
      expect(await by(`${run}/job/7`)).toBe('@dora');
      expect(await by(run)).toBe('@dora');
    });

    it('is not taken for another run whose number begins alike, nor for none', async () => {
      expect(await by(`${run}3`)).toBe('bot');
      expect(await by('')).toBe('bot');
      expect(await by(`${run}/job/7`, { run: undefined })).toBe('bot');
    });

    it('is told with the vendor’s name while the index cannot be read, which is said', async () => {
      const find = async () => Promise.reject(new StorageError('read the index', { statusCode: 503 }));
      const { text } = await shown({ auditIndex: { find } }, shop);
      expect(text).toContain('⚠️ The audit index cannot be read just now.');
      expect(text).toContain('v2.4.1 (aaaaaaa) by countersign');
    });

    it('names nobody whose request the asker may not see', async () => {
      expect(await by(run, { conversation: 'slack/T/D0DORA' })).toBe('bot');
    });
  });

  it('names the open incidents of this service, and no private one', async () => {
    const { text } = await shown({}, shop);
    expect(text).toContain('Payments fail (sev1, investigating) since');
    for (const title of ['A secret', 'Over', 'Shop is slow']) expect(text).not.toContain(title);
  });

  it('names the alerts that fire, of this service alone', async () => {
    const labels = { app: 'shop', where: 'production' };
    const firing = [
      { name: 'TooSlow', labels },
      { name: 'Elsewhere', labels: { ...labels, app: 'api' } },
    ];
    const { text, tone } = await shown({ firing }, shop);
    expect(tone).toBe('bad');
    expect(text).toContain('TooSlow in production since');
    expect(text).not.toContain('Elsewhere');
  });

  it.each([
    ['Prometheus', { monitoring: broken('Prometheus') }, ['v2.4.1', 'not measured']],
    ['GitHub', { ciCd: broken('GitHub') }, ['3 up']],
    ['Alertmanager', { alerts: broken('Alertmanager') }, ['3 up', 'v2.4.1']],
  ])('names %s once when it is away, and shows the rest', async (vendor, connectors, rest) => {
    const { text } = await shown({ connectors }, shop);
    expect(text.split(`⚠️ ${vendor}: could not be asked.`)).toHaveLength(2);
    for (const words of rest) expect(text).toContain(words);
  });

  it('tells a source that fails alike in several environments once, and in two ways twice', async () => {
    const fails = (status: number) => async (_: string, where: string) => {
      const answered = where === 'production' ? status : 500;
      throw new VendorError(`GitHub: could not read ${where}: it answered ${answered}.`, 'GitHub', answered > 499, {
        status: answered,
      });
    };
    const told = async (status: number) =>
      (await shown({ connectors: { ciCd: async () => ({ history: fails(status) }) } }, shop)).text.match(/⚠️ .*/g);
    expect(await told(500)).toEqual(['⚠️ GitHub: could not read production: it answered 500.']);
    expect(await told(401)).toEqual([
      '⚠️ GitHub: could not read staging: it answered 500.',
      '⚠️ GitHub: could not read production: it answered 401.',
    ]);
  });

  it.each([
    ['Prometheus', { monitoring: never }],
    ['GitHub', { ciCd: never }],
    ['Alertmanager', { alerts: never }],
  ])('waits for %s no longer than 1.5 s', async (vendor, connectors) => {
    let text = '';
    const ms = await leastWait(async () => ({ text } = await shown({ connectors }, shop)), 2_000);
    expect(text).toContain(`⚠️ ${vendor} did not answer within 1.5 s.`);
    expect(text).toContain('🔒 staging');
    expect(ms).toBeLessThan(2_000);
  });

  it('does not hide a mistake of ours as a source that is away', async () => {
    const mistake = async () => Promise.reject(new TypeError('no such thing'));
    await expect(shown({ connectors: { alerts: mistake } }, shop)).rejects.toThrow('no such thing');
  });
});

describe('/status', () => {
  it('shows one line for each service', async () => {
    const { text, tone } = await shown();
    expect(tone).toBe('good');
    expect(text).toContain('2 services, none in trouble');
    expect(text).toContain('🟢 api in production: 3 up');
    expect(text).toContain('SEV-2 Shop is slow · Identified');
    expect(text).not.toMatch(/A secret|Over/);
    expect(text).toContain('🟢 shop in production: 3 up');
  });

  it.each([
    ['down', { 'up shop production': 0 }, '🔴 shop in production: down'],
    ['failing', { 'errors shop production': 0.2 }, '🟠 shop in production: 3 up · 20 % errors'],
    ['slower', { 'p95 shop production': 1.3 }, '🟢 shop in production: 3 up · 0.2 % errors · p95 1.3 s'],
    ['not measured', { 'up shop production': null, 'errors shop production': null }, '⚪ shop in production: p95'],
  ])('puts the service that is %s first', async (_, measured, line) => {
    const { text } = await shown({ measured });
    expect(text).toContain(line);
    expect(text.indexOf('shop in')).toBeLessThan(text.indexOf('api in'));
  });

  it('shows which version runs, and holds nothing up for it', async () => {
    expect((await shown()).text).toContain('shop in production: 3 up · 0.2 % errors · p95 180 ms · v2.4.1');
    let text = '';
    const ms = await leastWait(async () => ({ text } = await shown({ connectors: { ciCd: never } })), 2_000);
    expect(text).toContain('⚠️ GitHub did not answer within 1.5 s.');
    expect(text).toContain('🟢 shop in production: 3 up');
    expect(ms).toBeLessThan(2_000);
  });

  it('says which source is away, once', async () => {
    const { text } = await shown({ connectors: { monitoring: broken('Prometheus') } });
    expect(text.split('⚠️')).toHaveLength(2);
    expect(text).toContain('⚪ api in production: not measured');
  });
});
