import { rollback } from '../../src/commands/rollback';
import { type Tools } from '../../src/commands/command';
import { type CiCd, type PastDeployment } from '../../src/connectors/types';
import { planFacts } from '../../src/views/plan-facts';

const sha = (letter: string) => letter.repeat(40);
const ran = (version: string, commit: string, by: string): PastDeployment => ({
  version,
  commit,
  by,
  at: `2026-11-2${version.at(-1)}T10:00:00Z`,
  state: 'replaced',
});
const past = [
  ran('v2.4.2', sha('c'), 'dave-demo'),
  ran('v2.4.2', sha('c'), 'dave-demo'),
  ran('v2.4.1', sha('b'), 'bob-demo'),
  ran('v2.4.0', sha('a'), 'bob-demo'),
];

function tools(ciCd: Partial<CiCd>, history: PastDeployment[]): Tools {
  const commits = Object.fromEntries(history.map(({ version, commit }) => [version, commit]));
  const connectors = {
    ciCd: async () => ({
      name: 'github',
      history: async () => history,
      resolve: async (_: string, version: string) =>
        commits[version]
          ? { found: true, commit: commits[version], ref: version }
          : { found: true, commit: version, ref: 'main' },
      compare: async (_: string, base: string, head: string) => ({
        relation: 'ahead',
        commits: [{ sha: head, message: `after ${base[0]}`, author: 'alice' }],
        total: 1,
        url: 'https://github.test/compare',
      }),
      ...ciCd,
    }),
  };
  const service = {
    id: 'order-service',
    repository: 'demo-company/order-service',
    deploy: { connector: 'github', workflow: 'deploy.yml' },
  };
  return {
    company: {
      services: [service],
      environments: [
        { id: 'staging', production: false, freezes: [] },
        { id: 'production', production: true, freezes: [] },
      ],
    },
    connectors,
  } as never;
}

const planning = (version?: string, history = past, ciCd: Partial<CiCd> = {}) =>
  rollback.plan({ service: 'order-service', environment: 'staging', version }, tools(ciCd, history));
const planned = async (...given: Parameters<typeof planning>) => {
  const result = await planning(...given);
  if (!('plan' in result)) throw new Error(`no plan: ${result.outcome.message}`);
  return result.plan;
};
const shown = async (...given: Parameters<typeof planning>) => JSON.stringify(planFacts(await planned(...given)));

describe('/rollback', () => {
  it('goes back to the newest version that ran well and is another commit than what runs now', async () => {
    expect(await planned()).toMatchObject({
      action: 'rollback',
      current: { version: 'v2.4.2', commit: sha('c') },
      desired: { version: 'v2.4.1', commit: sha('b'), ref: 'v2.4.1' },
    });
  });

  it('says who deployed either when, and which commits are taken back', async () => {
    const text = await shown();
    for (const words of [
      'v2.4.2 (ccccccc) → v2.4.1 (bbbbbbb)',
      'v2.4.2, deployed by dave-demo ',
      '2026-11-22T10:00:00Z',
      'v2.4.1, deployed by bob-demo ',
      '2026-11-21T10:00:00Z',
      '1 commit taken back',
      'after b',
    ])
      expect(text).toContain(words);
  });

  it.each([
    ['a version', 'v2.4.0'],
    ['a commit by seven digits', 'AAAAAAA'],
  ])('goes to %s that was asked for', async (_, version) => {
    expect((await planned(version)).desired).toEqual({ version: 'v2.4.0', commit: sha('a'), ref: 'v2.4.0' });
  });

  it('after a deployment that failed, goes back to what ran well before it', async () => {
    const failedSince = { version: 'v6.6.6', commit: sha('f'), at: '2026-11-26T10:00:00Z' };
    const history = [{ ...past[0]!, failedSince }, ...past.slice(1)];
    expect(await planned(undefined, history)).toMatchObject({
      current: { version: 'v6.6.6' },
      desired: { version: 'v2.4.2' },
    });
    expect(await shown(undefined, history)).toContain('v6.6.6, which failed ');
  });

  it('after a second deployment of the same commit that failed, goes back to another', async () => {
    const failedSince = { version: 'v2.4.2', commit: sha('c'), at: '2026-11-26T10:00:00Z' };
    expect((await planned(undefined, [{ ...past[0]!, failedSince }, ...past.slice(1)])).desired).toMatchObject({
      version: 'v2.4.1',
    });
  });

  it('deploys what runs there once more when that is asked for, and says so', async () => {
    const { display, desired } = await planned('v2.4.2');
    expect([desired['version'], display.warning]).toEqual(['v2.4.2', expect.stringContaining('deployed once more')]);
  });

  it.each([
    ['moved', { found: true, commit: sha('9'), ref: 'v2.4.1' }],
    ['is gone', { found: false, nearest: [] }],
  ] as const)('deploys the commit that ran when the tag %s, from the default branch', async (_, tag) => {
    const resolve = async (__: string, version: string) =>
      version === 'v2.4.1' ? { ...tag, nearest: [] } : { found: true as const, commit: version, ref: 'main' };
    const { desired, display } = await planned(undefined, past, { resolve });
    expect(desired).toEqual({ version: sha('b'), commit: sha('b'), ref: 'main' });
    expect(display.warning).toContain('v2.4.1 is another commit by now');
  });

  it('asks its requester to confirm in production and where nobody knows, and nowhere else', async () => {
    const confirms = async (environment: string) => {
      const result = await rollback.plan({ service: 'order-service', environment }, tools({}, past));
      return 'plan' in result && result.plan.confirm !== undefined;
    };
    expect(await Promise.all(['staging', 'production', 'elsewhere'].map(confirms))).toEqual([false, true, true]);
  });

  it('is confirmed by typing the name of the service where the environment says so', async () => {
    const plain = tools({}, past);
    const environments = plain.company.environments.map((one) => ({ ...one, typedConfirmation: true }));
    const typed = { ...plain, company: { ...plain.company, environments } };
    const planIn = async (environment: string, given: Tools) => {
      const result = await rollback.plan({ service: 'order-service', environment }, given);
      return 'plan' in result ? [result.plan.confirm !== undefined, result.plan.typeToConfirm] : result;
    };
    expect(await planIn('production', typed)).toEqual([true, 'order-service']);
    expect(await planIn('staging', typed)).toEqual([true, 'order-service']);
    expect(await planIn('production', plain)).toEqual([true, undefined]);
  });

  it('has a stable plan: another reader of the same history gets the same sealed part', async () => {
    const [one, other] = await Promise.all([planned(), planned()]);
    expect([one.current, one.desired]).toEqual([other.current, other.desired]);
  });

  it.each([
    ['nothing was ever deployed', undefined, [], 'nothing to go back to'],
    ['one version only was', undefined, past.slice(0, 2), 'No other version than v2.4.2'],
    ['the version never was', 'v9.9.9', past, 'v9.9.9 was never deployed there successfully'],
    ['the version is but a part of a commit', 'aaa', past, 'What was, newest first: v2.4.2, v2.4.1, v2.4.0.'],
  ])('refuses when %s', async (_, version, history, words) => {
    const result = await planning(version, history);
    expect(result).toMatchObject({ outcome: { result: 'invalid', reasonCode: 'target_not_found' } });
    expect('outcome' in result && result.outcome.message).toContain(words);
  });

  it('refuses when the commit is gone from the repository', async () => {
    const result = await planning(undefined, past, { resolve: async () => ({ found: false, nearest: [] }) });
    expect(JSON.stringify(result)).toContain('no longer has v2.4.1 (bbbbbbb)');
  });

  it('runs the deploy workflow and tells how to do so by hand', async () => {
    const jobs: unknown[] = [];
    const start: CiCd['start'] = async (job) => (jobs.push(job), { state: 'started' });
    const plan = await planned();
    await rollback.start(plan, 'cs-1', tools({ start }, past));
    const inputs = { version: 'v2.4.1', environment: 'staging', correlation: 'cs-1' };
    expect(jobs).toEqual([
      { repository: 'demo-company/order-service', workflow: 'deploy.yml', ref: 'v2.4.1', correlation: 'cs-1', inputs },
    ]);
    expect(rollback.fallback(plan, tools({}, past))).toEqual([
      'gh workflow run deploy.yml --repo demo-company/order-service --ref v2.4.1 -f version=v2.4.1 -f environment=staging -f correlation=by-hand',
    ]);
  });
});
