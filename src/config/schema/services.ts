import * as z from 'zod/mini';
import { logs } from './logs';
import { byId, duration, httpUrl, section, template, text, words } from './primitives';
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
  connector: z.literal('github', { error: 'github' }),
  workflow: text(/^[\w.-]+\.ya?ml$/, 'the file name of a workflow, such as deploy.yml'),
};

const migrationPath = text(
  /^(?:[\w.-]+\/)*[\w.-]*\{migration\}[\w.-]*$/,
  'the path of a file in the repository with {migration} for its name, such as migrations/{migration}.sql',
).check(z.describe('Where the file of a migration lies. Default: migrations/{migration}.sql.'));

export const services = byId(
  section({
    repository: text(/^[\w.-]+\/[\w.-]+$/, 'a repository as owner/name'),
    deploy: section(workflow),
    migrate: z.optional(
      section({ ...workflow, path: z.optional(migrationPath) }).check(
        z.describe('How a migration is run. Leave it out for a service that has none.'),
      ),
    ),
    dashboard: z.optional(httpUrl),
    scale: z.optional(scale),
    health: z.optional(health),
    status: z.optional(status),
    logs: z.optional(logs),
  }),
).check(z.describe('What can be deployed and scaled.'));
