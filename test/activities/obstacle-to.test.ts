import { type Dependencies } from '../../src/activities/dependencies';
import { obstacleTo } from '../../src/activities/obstacle-to';
import { type Plan } from '../../src/model/plan';

const plan = { action: 'deploy', service: 'api', environment: 'staging' } as Plan;
const alice = { id: 'alice', accounts: {} };
const lock = { owner: 'person:bob', person: 'bob', since: '2026-03-04T15:00:00.000Z', reason: 'load test' };
const company = { environments: [{ id: 'staging', production: false, freezes: [] }] };
const dependencies = {
  company,
  locks: { get: async () => lock },
  now: () => new Date('2026-03-04T15:00:00.000Z'),
} as unknown as Dependencies;
const ask = (waits: boolean) => obstacleTo(dependencies, plan, alice, { breaksGlass: false, waits });

it('somebody else’s lock by hand is one, and is none for who waits for it', async () => {
  expect(await ask(false)).toMatchObject({
    reasonCode: 'target_locked',
    message: expect.stringContaining('load test'),
  });
  expect(await ask(true)).toBeUndefined();
});

it('a freeze is one, also for who waits', async () => {
  const freeze = { name: 'sale', cron: '0 15 * * *', seconds: 3_600, timeZone: 'UTC', exempt: [] };
  company.environments[0]!.freezes = [freeze] as never;
  expect(await ask(true)).toMatchObject({ reasonCode: 'frozen' });
});
