import * as z from 'zod/mini';
import { logs } from './logs';
import { byId, duration, httpUrl, section, template, text, timeZone, words } from './primitives';
import { scale } from './scale';
import { status } from './status';

const number = z.number({ error: 'a number' });

const healthCheck = section({
  name: words,
  query: template('a query').check(
    z.describe('PromQL that yields one sample. {environment} and {service} are filled in.'),
  ),
  atLeast: z.optional(number),
  atMost: z.optional(number),
  whenEmpty: z.optional(
    z
      .enum(['pass', 'fail'], { error: 'pass or fail' })
      .check(z.describe('What it means when the query yields no sample, e.g. without traffic. Default: fail.')),
  ),
}).check(
  z.refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, {
    error: 'atLeast, atMost or both: without a bound a check could not fail',
  }),
);

const health = section({
  settle: duration.check(z.describe('Wait after the run before the first look.')),
  timeout: duration.check(z.describe('How long checks may stay red before the deploy counts as failed.')),
  checks: z
    .array(healthCheck, { error: 'a list of checks' })
    .check(z.minLength(1, { error: 'at least one check; leave health out for a service without any' })),
});

const workflow = {
  connector: z.enum(['github', 'azure-devops'], { error: 'github or azure-devops' }),
  workflow: words.check(
    z.describe("GitHub: the workflow's file name. Azure DevOps: the pipeline's number, its name or its folder\\name."),
  ),
};

/** Also where other fields are wrong, so that everything is told at once. */
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

const fileName = z.refine<{ connector?: unknown; workflow?: unknown }>(
  ({ connector, workflow }) =>
    connector !== 'github' || typeof workflow !== 'string' || /^[\w.-]+\.ya?ml$/.test(workflow),
  { error: 'the file name of a workflow, such as deploy.yml', path: ['workflow'], ...always },
);

/** Workflows are run in the service's repository, so it is written as their vendor has it. */
const repositoryOf = (connector: string, form: RegExp, error: string) =>
  z.refine<{ repository?: unknown; deploy?: { connector?: unknown } }>(
    ({ repository, deploy }) =>
      deploy?.connector !== connector || typeof repository !== 'string' || form.test(repository),
    { error, path: ['repository'], ...always },
  );

const oneVendor = z.refine<{ deploy?: { connector?: unknown }; migrate?: { connector?: unknown } }>(
  ({ deploy, migrate }) => !migrate || migrate.connector === deploy?.connector,
  { error: 'the same connector as for deploy, which has the repository', path: ['migrate', 'connector'] },
);

const pager = section({
  team: words.check(z.describe('Who is paged, as people call them.')),
  routingKey: z.optional(
    text(/^[A-Za-z0-9]{32}$/, 'a routing key of 32 characters, best as ${NAME}').check(
      z.describe('Of the Events API v2 integration of this service. Default: PAGERDUTY_ROUTING_KEY.'),
    ),
  ),
});

const migrationPath = text(
  /^(?:[\w.-]+\/)*[\w.-]*\{migration\}[\w.-]*$/,
  'the path of a file in the repository with {migration} for its name, such as migrations/{migration}.sql',
).check(z.describe('Where the file of a migration lies. Default: migrations/{migration}.sql.'));

export const services = byId(
  section({
    repository: words.check(z.describe('GitHub: owner/name. Azure DevOps: organization/project/repository.')),
    deploy: section(workflow).check(fileName),
    migrate: z.optional(
      section({ ...workflow, path: z.optional(migrationPath) }).check(
        fileName,
        z.describe('How a migration is run. Leave it out for a service that has none.'),
      ),
    ),
    dashboard: z.optional(httpUrl),
    scale: z.optional(scale),
    health: z.optional(health),
    status: z.optional(status),
    logs: z.optional(logs),
    pager: z.optional(pager),
    statusComponents: z.optional(
      z
        .array(text(/^[a-z0-9]{12}$/, 'a component ID of 12 characters'), { error: 'a list of component IDs' })
        .check(z.describe('Components of the status page that an incident of this service is about.')),
    ),
    timeZone: z.optional(timeZone.check(z.describe("Of the service's team. Default: that of incidents."))),
  }).check(
    repositoryOf('github', /^[\w.-]+\/[\w.-]+$/, 'a repository as owner/name'),
    repositoryOf(
      'azure-devops',
      /^[\w.-][\w .-]*(?:\/[\w.-][\w .-]*){2}$/,
      'a repository as organization/project/repository',
    ),
    oneVendor,
  ),
).check(z.describe('What can be deployed and scaled.'));
