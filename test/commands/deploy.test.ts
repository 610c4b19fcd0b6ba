import { type Tools } from '../../src/commands/command';
import { deploy } from '../../src/commands/deploy';
import { type CiCd } from '../../src/connectors/types';

const service = {
  id: 'order-service',
  repository: 'demo-company/order-service',
  deploy: { connector: 'github', workflow: 'deploy.yml' },
  health: [{ name: 'instances up', query: 'min(up{service="{service}",environment="{environment}"})', atLeast: 1 }],
};

function tools(ciCd: Partial<CiCd>, samples: Record<string, number | null> = {}): Tools & { asked: string[] } {
  const asked: string[] = [];
  const connectors = {
    ciCd: async () => ({
      name: 'github',
      resolve: async () => ({ found: true, commit: 'b'.repeat(40), ref: 'v2.4.1' }),
      deployed: async () => ({ version: 'v2.4.0', commit: 'a'.repeat(40), at: '' }),
      compare: async () => ({ relation: 'ahead', commits: [], total: 0, url: 'https://github.test/compare' }),
      ...ciCd,
    }),
    monitoring: async () => ({
      name: 'prometheus',
      instant: async (query: string) => {
        asked.push(query);
        return samples[query] ?? null;
      },
    }),
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
    asked,
  } as never;
}

const args = { service: 'order-service', version: 'v2.4.1', environment: 'production' };
const planned = async (ciCd: Partial<CiCd> = {}) => {
  const result = await deploy.plan(args, tools(ciCd));
  if (!('plan' in result)) throw new Error('no plan');
  return result.plan;
};

describe('/deploy', () => {
  it('plans from what runs now to the commit that the version means', async () => {
    expect(await planned()).toMatchObject({
      current: { version: 'v2.4.0', commit: 'a'.repeat(40) },
      desired: { version: 'v2.4.1', commit: 'b'.repeat(40), ref: 'v2.4.1' },
      display: { compareUrl: 'https://github.test/compare' },
    });
  });

  it('refuses a version that does not exist and names near ones', async () => {
    const result = await deploy.plan(
      args,
      tools({ resolve: async () => ({ found: false, nearest: ['v2.4.0', 'v2.4.2'] }) }),
    );
    expect(result).toMatchObject({ outcome: { result: 'invalid', reasonCode: 'target_not_found' } });
    expect(JSON.stringify(result)).toContain('Nearest: v2.4.0, v2.4.2.');
  });

  it('warns when it goes back, leaves out or repeats', async () => {
    for (const [relation, words] of [
      ['behind', 'goes back'],
      ['diverged', 'leaves out'],
      ['identical', 'runs now'],
    ] as const) {
      const { display } = await planned({ compare: async () => ({ relation, commits: [], total: 0, url: 'u' }) });
      expect(display.warning).toContain(words);
    }
  });

  it('is not held up by a comparison that cannot be had', async () => {
    const { display } = await planned({ compare: () => Promise.reject(new Error('GitHub is slow')) });
    expect(display.warning).toContain('GitHub is slow');
  });

  it('dispatches on the ref of the plan, with version, environment and correlation', async () => {
    const jobs: unknown[] = [];
    const start: CiCd['start'] = async (job) => (jobs.push(job), { state: 'started' });
    await deploy.start(await planned(), 'cs-1', tools({ start }));
    expect(jobs).toEqual([
      {
        repository: 'demo-company/order-service',
        workflow: 'deploy.yml',
        ref: 'v2.4.1',
        correlation: 'cs-1',
        inputs: { version: 'v2.4.1', environment: 'production', correlation: 'cs-1' },
      },
    ]);
  });

  it('is healthy only when every check has a sample within its bounds', async () => {
    const query = 'min(up{service="order-service",environment="production"})';
    const plan = await planned();
    expect(await deploy.verify(plan, tools({}, { [query]: 1 }))).toMatchObject({ state: 'passed' });
    expect(await deploy.verify(plan, tools({}, { [query]: 0 }))).toMatchObject({ state: 'failing' });
    expect(await deploy.verify(plan, tools({}, {}))).toMatchObject({ state: 'failing' });
  });

  it('quotes what a shell would take for more than a word', async () => {
    const plan = await planned({ resolve: async () => ({ found: true, commit: 'b'.repeat(40), ref: "x;rm $IFS'" }) });
    expect(deploy.fallback(plan, tools({}))[0]).toContain(`--ref 'x;rm $IFS'\\'''`);
  });

  it('tells how to do the same by hand', async () => {
    expect(deploy.fallback(await planned(), tools({}))).toEqual([
      'gh workflow run deploy.yml --repo demo-company/order-service --ref v2.4.1 -f version=v2.4.1 -f environment=production -f correlation=by-hand',
    ]);
  });
});
