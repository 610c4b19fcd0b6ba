import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { buttons, CHANNEL } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const as = (person: string) => stage.audience.as(person);
const shown = ({ since }: Asked, ...words: string[]) => stage.audience.shown(since, words, 20);

describe('/rollback', () => {
  it('in staging goes to what ran before, asks nobody and is recorded', async () => {
    const asked = await stage.ask('dave', 'order-service staging', '/rollback');
    await shown(asked, 'Rollback complete. Health check passed.', 'v2.4.0', 'v2.3.9', 'Returns to');
    expect(stage.dispatches().at(-1)).toMatchObject({ version: 'v2.3.9', environment: 'staging' });
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', action: 'rollback', approved_by: null });
  });

  it('twice in a row goes forth again: what ran before is the version that was left', async () => {
    const asked = await stage.ask('dave', 'order-service staging', '/rollback');
    await shown(asked, 'Rollback complete.');
    expect(stage.dispatches().at(-1)).toMatchObject({ version: 'v2.4.0' });
  });

  it('after a deploy that failed, goes back to what ran well before it', async () => {
    const failing = await stage.ask('dave', 'api-gateway v6.6.6 staging');
    await shown(failing, 'Failed: Deploy api-gateway v6.6.6');
    const asked = await stage.ask('dave', 'api-gateway staging', '/rollback');
    await shown(asked, 'Rollback complete.', 'which failed');
    expect(stage.dispatches().at(-1)).toMatchObject({ version: 'v3.2.0' });
  });

  it('in production starts when its requester has confirmed', async () => {
    const before = stage.dispatches().length;
    const asked = await stage.ask('dave', 'order-service production', '/rollback');
    const message = await shown(asked, 'please confirm');
    expect(buttons(message)).toContain('confirm');
    await as('bob').click(CHANNEL, message.ts, 'confirm');
    expect(stage.dispatches()).toHaveLength(before);
    await as('dave').click(CHANNEL, message.ts, 'confirm');
    await shown(asked, 'Rollback complete.');
    expect(stage.dispatches()).toHaveLength(before + 1);
  });
});

describe('/migrate', () => {
  it('in production waits for two, and its workflow then gets the migration', async () => {
    const asked = await stage.ask('alice', 'payment-service 017_drop_old_reference production', '/migrate');
    const message = await shown(asked, 'Requires approval from 2 team leads.', 'This migration cannot be undone.');
    await as('bob').react(CHANNEL, message.ts, 'white_check_mark');
    await shown(asked, '1 of 2');
    await as('carol').react(CHANNEL, message.ts, 'white_check_mark');
    await shown(asked, 'Migration complete.');
    const outcome = await stage.outcomeOf(asked);
    expect(outcome.approved_by?.split(', ').sort()).toEqual(['@bob', '@carol']);
    expect(stage.dispatches().at(-1)).toMatchObject({ migration: '017_drop_old_reference', environment: 'production' });
  });

  it('that fails shows the failing step', async () => {
    await shown(await stage.ask('dave', 'order-service v2.4.1 staging'), 'Deploy complete.');
    const asked = await stage.ask('erin', 'order-service 041_broken_total staging', '/migrate');
    await shown(asked, 'Failed: Run migration 041_broken_total', 'column \\"total\\" of relation');
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'failure', reason_code: 'run_failed' });
  });

  it('that is not in the version that runs is refused with those that are', async () => {
    const asked = await stage.ask('erin', 'order-service 042_unpaid_index production', '/migrate');
    await shown(asked, 'has no migration 042_unpaid_index');
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'invalid', reason_code: 'target_not_found' });
  });
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});

describe('a service that is deployed by Azure DevOps', () => {
  const runs = () =>
    stage.stack.azureDevOps.requests.list().filter(({ method, path }) => method === 'POST' && path.endsWith('/runs'));

  beforeAll(async () => {
    const path = stage.stack.env['COUNTERSIGN_CONFIG']!;
    const company = parse(readFileSync(path, 'utf8')) as { services: Record<string, object> };
    const connector = 'azure-devops';
    Object.assign(company.services['payment-service']!, {
      repository: 'demo-company/platform/payment-service',
      deploy: { connector, workflow: 'payment-service deploy' },
      migrate: { connector, workflow: 'payment-service migrate' },
    });
    writeFileSync(path, stringify(company));
    await stage.stack.host().stop();
    await stage.stack.restartHost();
  }, 30_000);

  it('goes the same way: deployed, migrated and rolled back, each by one run of a pipeline', async () => {
    await shown(await stage.ask('dave', 'payment-service v1.9.1 staging'), 'Deploy complete. Health check passed.');
    const migration = await stage.ask('erin', 'payment-service 017_drop_old_reference staging', '/migrate');
    await shown(migration, 'Migration complete.', '_git/payment-service');
    await shown(await stage.ask('dave', 'payment-service staging', '/rollback'), 'Rollback complete.', 'v1.9.0');
    const parameters = runs().map(({ body }) => (body as { templateParameters: object }).templateParameters);
    expect(parameters).toMatchObject([
      { version: 'v1.9.1' },
      { migration: '017_drop_old_reference' },
      { version: 'v1.9.0' },
    ]);
  });

  it('shows the failing step of a run, and no secrets', async () => {
    const failed = await shown(await stage.ask('dave', 'payment-service v6.6.6 staging'), 'Failed: Deploy');
    const text = JSON.stringify(failed);
    expect(text).toContain('exceeded its progress deadline');
    expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{20}|eyJ[\w-]+\.eyJ/);
  });

  it('that loses the answer to its start is not started twice', async () => {
    const before = runs().length;
    stage.stack.azureDevOps.faults.set({ kind: 'reset-after', path: '/runs$', showAfterSeconds: 1 });
    await shown(await stage.ask('dave', 'payment-service v1.9.1 development'), 'Deploy complete.');
    stage.stack.azureDevOps.faults.clear();
    expect(runs()).toHaveLength(before + 1);
  });
});
