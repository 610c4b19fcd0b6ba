import { type Tools } from '../../src/commands/command';
import { migrate } from '../../src/commands/migrate';
import { type CiCd } from '../../src/connectors/types';
import { planHash, sealPlan } from '../../src/policy/seal-plan';
import { planFacts } from '../../src/views/plan-facts';

const deployedCommit = 'a'.repeat(40);
const blob = 'b'.repeat(40);
const url = 'https://github.test/blob/migrations/042_unpaid.sql';
const folder = ['040_currency.sql', '041_cursor.sql', '041_cursor.down.sql', '042_unpaid.sql', 'README.md'];

interface Repository {
  /** Text of the migration's file. */
  text?: string;
  path?: string;
  ciCd?: Partial<CiCd>;
}

function tools({ text = 'SELECT 1;\n', path = 'migrations/{migration}.sql', ciCd = {} }: Repository = {}): Tools {
  const connectors = {
    ciCd: async () => ({
      name: 'github',
      deployed: async () => ({ version: 'v2.4.2', commit: deployedCommit, at: '' }),
      resolve: async () => ({ found: true, commit: deployedCommit, ref: 'v2.4.2' }),
      folder: async () => folder,
      file: async (_: string, name: string) => (folder.includes(name.split('/').at(-1)!) ? { blob, text, url } : null),
      ...ciCd,
    }),
  };
  const service = {
    id: 'order-service',
    repository: 'demo-company/order-service',
    migrate: { connector: 'github', workflow: 'migrate.yml', path },
  };
  return { company: { services: [service, { id: 'static-site' }] }, connectors } as never;
}

const args = (migration: string, service = 'order-service') => ({ service, migration, environment: 'production' });
const planned = async (repository: Repository = {}, migration = '042_unpaid') => {
  const result = await migrate.plan(args(migration), tools(repository));
  if (!('plan' in result)) throw new Error(`no plan: ${result.outcome.message}`);
  return result.plan;
};
const refused = async (migration: string, repository: Repository = {}, service?: string) => {
  const result = await migrate.plan(args(migration, service), tools(repository));
  expect(result).toMatchObject({ outcome: { result: 'invalid', reasonCode: 'target_not_found' } });
  return 'outcome' in result ? result.outcome.message! : '';
};
const hashOf = async (repository: Repository) => planHash(sealPlan(await planned(repository), 'alice', 'rule', 1));

describe('/migrate', () => {
  it('plans the file as it is in the version that runs', async () => {
    const asked: unknown[] = [];
    const file: CiCd['file'] = async (...question) => (asked.push(question), { blob, text: '', url });
    expect(await planned({ ciCd: { file } })).toMatchObject({
      action: 'migrate',
      current: { version: 'v2.4.2', commit: deployedCommit },
      desired: { migration: '042_unpaid', path: 'migrations/042_unpaid.sql', blob, ref: 'v2.4.2' },
    });
    expect(asked).toEqual([['demo-company/order-service', 'migrations/042_unpaid.sql', deployedCommit]]);
  });

  it.each([
    ['-- reversible: true\nCREATE', 'yes, it says so'],
    ['\n-- Index of unpaid orders\n--reversible:FALSE\n', 'no, it says that it cannot be undone'],
    ['# reversible: true', 'yes, it says so'],
    ['SELECT 1; -- reversible: true', 'it does not say'],
    [`${'--\n'.repeat(20)}-- reversible: true`, 'it does not say'],
    ['-- reversible: maybe', 'it does not say'],
  ])('of %j says whether it can be undone: %s', async (text, words) => {
    expect(planFacts(await planned({ text })).facts).toContainEqual({ label: 'Reversible', value: [words] });
  });

  it.each([
    ['041_cursor', 'migrations/{migration}.sql', folder],
    ['041_cursor', 'db/{migration}.up.sql', ['041_cursor.up.sql', '041_cursor.down.sql']],
  ])('knows the down file beside %s in %s', async (migration, path, names) => {
    const ciCd = { folder: async () => names, file: async () => ({ blob, text: '', url }) };
    const { display } = await planned({ path, ciCd }, migration);
    expect(display.facts).toContainEqual({ label: 'Reversible', value: ['yes, a down file lies beside it'] });
  });

  it('warns of what cannot be undone and links the file', async () => {
    const { display } = await planned({ text: '-- reversible: false' });
    expect(display.warning).toBe('This migration cannot be undone.');
    expect(display.facts).toContainEqual({ label: 'File', value: [{ link: 'migrations/042_unpaid.sql', url }] });
  });

  it('is another plan as soon as the file or what runs is another', async () => {
    const ciCd = (one: Partial<CiCd>) => ({ ciCd: one });
    const other = 'c'.repeat(40);
    const hashes = await Promise.all([
      hashOf({}),
      hashOf(ciCd({ file: async () => ({ blob: other, text: '', url }) })),
      hashOf(
        ciCd({
          deployed: async () => ({ version: 'v2.4.2', commit: other, at: '' }),
          resolve: async () => ({ found: true, commit: other, ref: 'v2.4.2' }),
        }),
      ),
    ]);
    expect(new Set(hashes).size).toBe(3);
    expect(await hashOf({})).toBe(hashes[0]);
  });

  it('refuses a name that is not there, with those that are near', async () => {
    expect(await refused('42_unpaid')).toBe(
      'v2.4.2, which runs in production, has no migration 42_unpaid. Nearest: 042_unpaid.',
    );
  });

  it('names the last ones when none is near, without their down files', async () => {
    expect(await refused('users_email_unique_index')).toContain(
      'The last ones are: 040_currency, 041_cursor, 042_unpaid.',
    );
  });

  it.each(['../../secrets', '..', 'a/b', '-x', 'x y', '{migration}', 'a..b', '042_unpaid.sql\n'])(
    'asks for no file called %j',
    async (name) => {
      const file = jest.fn();
      await refused(name, { ciCd: { file } });
      expect(file).not.toHaveBeenCalled();
    },
  );

  it('refuses where nothing was deployed, and a service that the company file does not migrate', async () => {
    expect(await refused('042_unpaid', { ciCd: { deployed: async () => null } })).toContain('never deployed');
    expect(await refused('042_unpaid', {}, 'static-site')).toContain('services.static-site.migrate');
  });

  describe('when the version that runs is no longer what its name means', () => {
    const resolve: CiCd['resolve'] = async (_, version) =>
      version === 'v2.4.2' ? { found: false, nearest: [] } : { found: true, commit: version, ref: 'main' };
    const main = (onMain: string): Repository => ({
      ciCd: { resolve, file: async (_, __, ref) => ({ blob: ref === 'main' ? onMain : blob, text: '', url }) },
    });

    it('starts on the default branch while the file is the same there', async () => {
      expect((await planned(main(blob))).desired['ref']).toBe('main');
    });

    it('refuses when it is another there', async () => {
      expect(await refused('042_unpaid', main('d'.repeat(40)))).toContain('no longer what it was in v2.4.2');
    });
  });

  it('starts its own workflow, and tells how to do so by hand', async () => {
    const jobs: unknown[] = [];
    const start: CiCd['start'] = async (job) => (jobs.push(job), { state: 'started' });
    const plan = await planned();
    await migrate.start(plan, 'cs-1', tools({ ciCd: { start } }));
    expect(jobs).toEqual([
      {
        repository: 'demo-company/order-service',
        workflow: 'migrate.yml',
        ref: 'v2.4.2',
        correlation: 'cs-1',
        inputs: { migration: '042_unpaid', environment: 'production', correlation: 'cs-1' },
      },
    ]);
    expect(migrate.fallback(plan, tools())).toEqual([
      'gh workflow run migrate.yml --repo demo-company/order-service --ref v2.4.2 -f migration=042_unpaid -f environment=production -f correlation=by-hand',
    ]);
  });
});
