import fc from 'fast-check';
import { CompanyFileError, type Problem } from '../../src/config/company-file-error';
import { loadCompany } from '../../src/config/load-company';

const FILE = `name: Test
people:
  alice:
    name: Alice
    slack: U0ALICE
    teams: 0000000A-0000-0000-0000-000000000001
    groups: [developers]
  bob:
    name: Bob
    slack: U0BOB
    groups: [team-leads]
groups:
  developers: { title: developer }
  team-leads: { title: team lead }
services:
  order-service:
    repository: demo-company/order-service
    deploy: { connector: github, workflow: deploy.yml }
    health:
      settle: 3s
      timeout: 2m
      checks:
        - { name: up, query: 'up{environment="{environment}"}', atLeast: 1 }
environments:
  staging: {}
  production: { production: true }
policy:
  strictest: team-leads
  expires: 30m
  rules:
    - name: deploys
      when: { action: deploy, environment: production }
      require: 1 of team-leads or @alice
      expires: 1h
      reason: required
    - name: rest
      when: { service: [order-service], direction: down }
      require: [1 of team-leads, 2 of developers]
`;

function problems(text: string, env: Record<string, string> = {}): Problem[] {
  try {
    loadCompany(text, env);
  } catch (error) {
    if (error instanceof CompanyFileError) return error.problems;
    throw error;
  }
  return [];
}

/** What is told when one piece of the file is another. */
function told(piece: string, other: string, env: Record<string, string> = {}): string[] {
  if (!FILE.includes(piece)) throw new Error(`The file has no ${piece}`);
  return problems(FILE.replace(piece, other), env).map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

test('durations become seconds, defaults are filled in, and a rule knows its line', () => {
  const { rules, services, strictest, people } = loadCompany(FILE, {});
  expect(rules).toEqual([
    {
      name: 'deploys',
      line: 31,
      when: { action: ['deploy'], environment: ['production'] },
      require: [{ count: 1, groups: ['team-leads'], people: ['alice'] }],
      expiresSeconds: 3600,
      reasonRequired: true,
    },
    {
      name: 'rest',
      line: 36,
      when: { service: ['order-service'], direction: ['down'] },
      require: [
        { count: 1, groups: ['team-leads'], people: [] },
        { count: 2, groups: ['developers'], people: [] },
      ],
      expiresSeconds: 1800,
      reasonRequired: false,
    },
  ]);
  expect(services[0]).toMatchObject({ settleSeconds: 3, healthTimeoutSeconds: 120, health: [{ whenEmpty: 'fail' }] });
  expect(strictest).toEqual({ group: 'team-leads', expiresSeconds: 1800 });
  expect(people[0]?.accounts).toEqual({ slack: 'U0ALICE', teams: '0000000a-0000-0000-0000-000000000001' });
});

test.each([
  ['slack: U0ALICE', 'slack: 3', '5 people.alice.slack: found 3, allowed: a Slack member ID such as U0ALICE'],
  [
    'slack: U0BOB',
    'slack: U0ALICE',
    '10 people.bob.slack: found "U0ALICE", which is @alice\'s account already (line 5)',
  ],
  [
    '  bob:',
    '  Bob:',
    '8 people.Bob: found "Bob", allowed: a name of lower-case letters, digits, ".", "_" and "-" that begins with a letter',
  ],
  [
    'groups: [developers]',
    'groups: [develpers]',
    '7 people.alice.groups[0]: found group "develpers", did you mean developers?; allowed: developers, team-leads',
  ],
  [
    'groups: [developers]',
    'groups: developers',
    '7 people.alice.groups: found "developers", allowed: a list of groups',
  ],
  [
    'name: Bob',
    'nmae: Bob',
    '9 people.bob.nmae: unknown key, did you mean name?; allowed: name, slack, teams, discord, email, github, pagerduty, groups',
  ],
  [
    'name: Test\n',
    'name: Test\nincidents: { postmortem: "# {{titel}}" }\n',
    '2 incidents.postmortem: found "# {{titel}}", allowed: Markdown with no other field than {{title}}, {{severity}}, {{id}}, {{service}}, {{commander}}, {{opened}}, {{resolved}}, {{duration}}, {{cause}}, {{resolution}}, {{timeline}}, {{actions}}',
  ],
  [
    'name: Test\n',
    'name: Test\nincidents: { calendar: a b }\n',
    '2 incidents.calendar: found "a b", allowed: a user of Microsoft 365, by principal name or object ID',
  ],
  ['name: Test\n', '', '1 name: found nothing, allowed: a text'],
  [
    'workflow: deploy.yml',
    'workflow: deploy',
    '18 services.order-service.deploy.workflow: found "deploy", allowed: the file name of a workflow, such as deploy.yml',
  ],
  [
    'connector: github',
    'connector: jenkins',
    '18 services.order-service.deploy.connector: found "jenkins", allowed: github or azure-devops',
  ],
  [
    'connector: github',
    'connector: azure-devops',
    '17 services.order-service.repository: found "demo-company/order-service", allowed: a repository as organization/project/repository',
  ],
  [
    'demo-company/order-service',
    'demo-company/shop/order-service',
    '17 services.order-service.repository: found "demo-company/shop/order-service", allowed: a repository as owner/name',
  ],
  [
    '    health:',
    '    migrate: { connector: azure-devops, workflow: "12" }\n    health:',
    '19 services.order-service.migrate.connector: found "azure-devops", allowed: the same connector as for deploy, which has the repository',
  ],
  [
    '    health:',
    '    migrate: { connector: github, workflow: migrate.yml, path: migrations/x.sql }\n    health:',
    '19 services.order-service.migrate.path: found "migrations/x.sql", allowed: the path of a file in the repository with {migration} for its name, such as migrations/{migration}.sql',
  ],
  [
    'settle: 3s',
    'settle: 3 s',
    '20 services.order-service.health.settle: found "3 s", allowed: a duration such as 30s, 10m, 2h or 1d',
  ],
  [
    'settle: 3s',
    'settle: 3',
    '20 services.order-service.health.settle: found 3, allowed: a duration such as 30s, 10m, 2h or 1d',
  ],
  [
    ', atLeast: 1',
    '',
    '23 services.order-service.health.checks[0]: found a mapping, allowed: atLeast, atMost or both: without a bound a check could not fail',
  ],
  [
    '{environment}',
    '{env}',
    '23 services.order-service.health.checks[0].query: found "up{environment=\\"{env}\\"}", allowed: a query with no other placeholder than {environment} and {service}',
  ],
  ['production: true', 'production: yes', '26 environments.production.production: found "yes", allowed: true or false'],
  [
    'strictest: team-leads',
    'strictest: teamleads',
    '28 policy.strictest: found group "teamleads", did you mean team-leads?; allowed: developers, team-leads',
  ],
  [
    'environment: production }',
    'environment: prodution }',
    '32 policy.rules[0].when.environment: found environment "prodution", did you mean production?; allowed: staging, production',
  ],
  [
    'service: [order-service]',
    'service: [orders]',
    '37 policy.rules[1].when.service[0]: found service "orders"; allowed: order-service',
  ],
  [
    'direction: down',
    'direction: sideways',
    '37 policy.rules[1].when.direction: found "sideways", allowed: up, down, none or a list of these',
  ],
  [
    '1 of team-leads or @alice',
    '1 of alice',
    '33 policy.rules[0].require: found group "alice", did you mean @alice?; allowed: developers, team-leads, @alice, @bob',
  ],
  [
    '1 of team-leads or @alice',
    '1 of @alicia',
    '33 policy.rules[0].require: found person "alicia", did you mean alice?; allowed: alice, bob',
  ],
  [
    '1 of team-leads or @alice',
    '0 of team-leads',
    '33 policy.rules[0].require: found "0 of team-leads", allowed: "1 of team-leads", "2 of team-leads or @bob", or none',
  ],
  [
    '1 of team-leads or @alice',
    '[]',
    '33 policy.rules[0].require: found a list, allowed: one approval or a list of them',
  ],
  [
    'name: rest',
    'name: deploys',
    '36 policy.rules[1].name: found "deploys", which is the name of another rule (line 31)',
  ],
  [
    'environment: production }',
    'plan: { display.warning: x } }',
    '32 policy.rules[0].when.plan.display.warning: found "display.warning", allowed: connector, or a field of the state such as desired.replicas or current.version',
  ],
  [
    'environment: production }',
    'plan: { desired.replicas: true } }',
    '32 policy.rules[0].when.plan.desired.replicas: found true, allowed: a text, a number or a list of these',
  ],
  ['groups: [team-leads]', 'groups: [team-leads]\n    groups: []', '12 : Map keys must be unique'],
])('%s as %s is told', (piece, other, message) => {
  expect(told(piece, other)).toContain(message);
});

test('a rule selects any field that votes are bound to, by its path', () => {
  const when = 'when: { severity: sev1, plan: { desired.replicas: [0, 1], connector: kubernetes } }';
  const { rules } = loadCompany(FILE.replace('when: { action: deploy, environment: production }', when), {});
  expect(rules[0]?.when.plan).toEqual({
    'desired.replicas': ['0', '1'],
    connector: ['kubernetes'],
    'desired.severity': ['sev1'],
  });
});

test('everything wrong is told at once, in the order of the lines', () => {
  const text = FILE.replace('U0ALICE', '3')
    .replace('[team-leads]', '[leads]')
    .replace('30m', 'soon')
    .replace('  staging: {}\n', '');
  expect(problems(text).map(({ path }) => path)).toEqual([
    'people.alice.slack',
    'people.bob.groups[0]',
    'policy.expires',
  ]);
  expect(() => loadCompany(text, {})).toThrow(
    /^The company file has 3 problems:\n {2}line 5, people\.alice\.slack: found 3, /,
  );
});

test('what is wrong in an aliased block is told once', () => {
  const copy = FILE.replace('health:', 'health: &checked')
    .replace('3s', 'soon')
    .replace(
      'environments:',
      '  second:\n    repository: a/b\n    deploy: { connector: github, workflow: deploy.yml }\n    health: *checked\nenvironments:',
    );
  expect(problems(copy).map(({ line }) => line)).toEqual([20]);
});

test('variables are filled in, with a default where they are unset or empty', () => {
  const text = FILE.replace('U0BOB', '${BOB}').replace('demo-company/order', '${ORG:-demo-company}/order');
  const company = loadCompany(text, { BOB: 'U0ROBERT', ORG: '' });
  expect(company.people[1]?.accounts.slack).toBe('U0ROBERT');
  expect(company.services[0]?.repository).toBe('demo-company/order-service');
});

test('what a variable holds stays text and cannot become YAML', () => {
  const company = loadCompany(FILE.replace('name: Bob', 'name: ${BOB}'), { BOB: '{ a: [1, 2] } # & *x\nslack: U1' });
  expect(company.people[1]?.name).toBe('{ a: [1, 2] } # & *x\nslack: U1');
});

test('a variable that is not set, and one that is written wrong, are told', () => {
  expect(told('name: Bob', 'name: ${BOB}')).toEqual([
    '9 people.bob.name: found ${BOB}, but the setting BOB is not set',
  ]);
  expect(told('name: Bob', 'name: "${BOB"')).toEqual([
    '9 people.bob.name: found ${BOB, allowed: ${NAME} or ${NAME:-default}',
  ]);
});

test('an error never shows what a variable holds', () => {
  const places = [
    'U0BOB',
    '[team-leads]',
    'demo-company/order-service',
    '3s',
    'deploy, environment: production',
    '1 of team-leads or @alice',
  ];
  for (const place of places) {
    const text = FILE.replace(place, '"${SECRET}"').replace('action: "${SECRET}"', 'environment: "${SECRET}"');
    const messages = problems(text, { SECRET: '1 of hunter2' });
    expect(messages).not.toEqual([]);
    expect(JSON.stringify(messages)).not.toContain('hunter2');
  }
});

test('what is not YAML is told with its line', () => {
  expect(problems('name: x\npeople: [')).toMatchObject([{ line: 2 }]);
  expect(problems('name: x\npeople: *nowhere')).toMatchObject([
    { line: 2, message: 'found *nowhere, but no &nowhere before it' },
  ]);
  expect(problems('name: &x { y: *x }')).not.toEqual([]);
});

test.each(['', '3', '[]', 'null', 'text', '# only a comment'])('a file of %j is told what it should be', (text) => {
  expect(problems(text)).toMatchObject([{ line: 1, message: expect.stringContaining('a mapping with name, people') }]);
});

test('a file that is broken anywhere is told as such and never throws anything else', () => {
  const lines = FILE.split('\n');
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.constantFrom('', 'null', '[]', '{}', '- a', 'x: y', '&a *a', '"', '  '),
      (at, piece) => {
        const line = lines[at] ?? '';
        const broken = lines.with(at, line.replace(/:.*$/, `: ${piece}`)).join('\n');
        expect(() => problems(broken)).not.toThrow();
      },
    ),
    { numRuns: 500 },
  );
});

test('a service may be deployed and migrated by Azure DevOps, by the number or the name of a pipeline', () => {
  const text = FILE.replace('demo-company/order-service', 'acme/My shop/order-service').replace(
    'deploy: { connector: github, workflow: deploy.yml }',
    'deploy: { connector: azure-devops, workflow: order-service deploy }\n    migrate: { connector: azure-devops, workflow: "12" }',
  );
  expect(loadCompany(text, {}).services[0]).toMatchObject({
    repository: 'acme/My shop/order-service',
    deploy: { connector: 'azure-devops', workflow: 'order-service deploy' },
    migrate: { connector: 'azure-devops', workflow: '12', path: 'migrations/{migration}.sql' },
  });
});

test('a freeze of one year is read in its middle and after it, and one that never begins is refused', () => {
  const freeze = (from: string) =>
    told(
      'production: { production: true }',
      `production: { freeze: [{ name: f, from: ${from}, for: 14d, timeZone: UTC }] }`,
    );
  expect(freeze("'0 0 0 20 12 * 2025'")).toEqual([]);
  expect(freeze("'0 0 30 2 *'")).toEqual([expect.stringContaining('a cron pattern such as')]);
});
