import { machineUser, organization, people } from './demo-people';
import { deployWorkflow, migrateWorkflow } from './demo-workflows';
import { buildHistory, type HistoryEntry } from './history';
import type { Repository, World } from './world';

const { alice, bob, dave, erin } = people;
const entry = (
  message: string,
  author: HistoryEntry['author'],
  files: string[],
  more: Pick<HistoryEntry, 'tags' | 'branch' | 'texts'> = {},
): HistoryEntry => ({
  message,
  author,
  files,
  ...more,
});

const reversible = (sql: string) => `-- reversible: true\n${sql}\n`;
const irreversible = (sql: string) => `-- reversible: false\n${sql}\n`;

const orderService: HistoryEntry[] = [
  entry('Initial import', bob, ['README.md', 'src/index.ts']),
  entry('Orders keep the currency they were placed in (#181)', alice, ['src/orders/currency.ts'], {
    texts: { 'migrations/040_currency.sql': reversible(`ALTER TABLE orders ADD COLUMN currency char(3);`) },
  }),
  entry('Upgrade the Postgres driver', dave, ['package.json', 'package-lock.json']),
  entry('Release v2.3.9', bob, ['CHANGELOG.md'], { tags: ['v2.3.9'] }),
  entry('Retry the stock reservation once on a deadlock (#196)', erin, [
    'src/stock/reserve.ts',
    'test/stock/reserve.test.ts',
  ]),
  entry(
    'Page through orders by cursor\n\nOffsets grew slow beyond a million rows.',
    alice,
    ['src/orders/list.ts', 'src/orders/cursor.ts'],
    {
      texts: {
        'migrations/041_cursor_index.sql': 'CREATE INDEX CONCURRENTLY orders_cursor ON orders (placed_at, id);\n',
        'migrations/041_cursor_index.down.sql': 'DROP INDEX CONCURRENTLY orders_cursor;\n',
      },
    },
  ),
  entry('Release v2.4.0', bob, ['CHANGELOG.md'], { tags: ['v2.4.0'] }),
  entry('Round tax per line, not per order (#207)', alice, ['src/tax/round.ts', 'test/tax/round.test.ts'], {
    texts: { 'migrations/041_broken_total.sql': irreversible('ALTER TABLE orders ADD COLUMN total numeric;') },
  }),
  entry('Stop <!channel> from *bold* names & <script>alert(1)</script> in order notes (#209)', dave, [
    'src/notes/escape.ts',
  ]),
  entry('Log the order ID with every payment error', erin, ['src/payments/errors.ts']),
  entry('Release v2.4.1', bob, ['CHANGELOG.md'], { tags: ['v2.4.1'] }),
  entry('Cancel orders that were never paid after 24 h (#215)', alice, ['src/orders/cancel-unpaid.ts'], {
    texts: {
      'migrations/042_unpaid_index.sql': reversible(
        'CREATE INDEX orders_unpaid ON orders (placed_at) WHERE paid IS NULL;',
      ),
    },
  }),
  entry('Release v2.4.2', bob, ['CHANGELOG.md'], { tags: ['v2.4.2'] }),
  entry('Rewrite the release hook in one go', dave, ['deploy/hook.sh'], { tags: ['v6.6.6'], branch: 'release-hook' }),
  entry('Document the cancel job', alice, ['docs/cancel-unpaid.md']),
];

const paymentService: HistoryEntry[] = [
  entry('Initial import', erin, ['README.md', 'main.go']),
  entry('Release v1.8.0', bob, ['CHANGELOG.md'], { tags: ['v1.8.0'] }),
  entry('Ask the bank again when it answers 503 (#77)', erin, ['bank/retry.go']),
  entry('Refunds carry the original reference (#81)', dave, ['refund/refund.go', 'refund/refund_test.go'], {
    texts: {
      'migrations/017_drop_old_reference.sql': irreversible('ALTER TABLE refunds DROP COLUMN old_reference;'),
    },
  }),
  entry('Release v1.9.0', bob, ['CHANGELOG.md'], { tags: ['v1.9.0'] }),
  entry('Close idle bank connections', erin, ['bank/pool.go']),
  entry('Release v1.9.1', bob, ['CHANGELOG.md'], { tags: ['v1.9.1'] }),
  entry('Rewrite the release hook in one go', dave, ['deploy/hook.sh'], { tags: ['v6.6.6'], branch: 'release-hook' }),
];

const apiGateway: HistoryEntry[] = [
  entry('Initial import', dave, ['README.md', 'gateway.yaml']),
  entry('Release v3.1.0', bob, ['CHANGELOG.md'], { tags: ['v3.1.0'] }),
  entry('Limit requests per client, not per address (#52)', dave, ['limits.yaml', 'src/limit.rs'], {
    texts: { 'migrations/003_client_limits.sql': 'CREATE TABLE client_limits (client text PRIMARY KEY, rate int);\n' },
  }),
  entry('Release v3.2.0', bob, ['CHANGELOG.md'], { tags: ['v3.2.0'] }),
  entry('Answer 413 before the body is read (#58)', alice, ['src/body.rs']),
  entry('Release v3.2.1', bob, ['CHANGELOG.md'], { tags: ['v3.2.1'] }),
  entry('Rewrite the release hook in one go', dave, ['deploy/hook.sh'], { tags: ['v6.6.6'], branch: 'release-hook' }),
];

const services = [
  {
    name: 'order-service',
    description: 'Takes and keeps orders',
    language: 'TypeScript',
    history: orderService,
    annotated: true,
    deployed: 'v2.4.0',
  },
  {
    name: 'payment-service',
    description: 'Talks to the bank',
    language: 'Go',
    history: paymentService,
    annotated: true,
    deployed: 'v1.9.0',
  },
  {
    name: 'api-gateway',
    description: 'The way in',
    language: 'Rust',
    history: apiGateway,
    annotated: false,
    deployed: 'v3.2.0',
  },
];

const hour = 3_600_000;

/**
 * The company of the shipped countersign.yaml as GitHub sees it.
 * @param epoch ms since 1970 at which the sandbox began; the newest commit is two hours older, deployments one to three days
 */
export function demoCompany(epoch: number): World {
  const repositories = services.map(({ name, description, language, history, annotated }, index): Repository => ({
    id: 731_400_100 + index,
    owner: organization,
    name,
    description,
    language,
    defaultBranch: 'main',
    ...buildHistory(name, history, { newest: epoch - 2 * hour, tagger: bob, annotated }),
    workflows: [deployWorkflow(name, 161_803_390 + index * 10), migrateWorkflow(name, 161_803_391 + index * 10)],
  }));
  const ages = { development: 24 * hour, staging: 48 * hour, production: 72 * hour };
  const deployments = services.flatMap(({ name, history, deployed }) => {
    const before = history.flatMap(({ tags = [] }) => tags)[0]!;
    return Object.entries(ages).flatMap(([environment, age]) => [
      { repository: name, environment, version: before, at: epoch - age - 48 * hour, by: bob },
      { repository: name, environment, version: deployed, at: epoch - age, by: dave },
    ]);
  });
  return { repositories, machineUser, deployments: deployments.sort((a, b) => a.at - b.at) };
}
