import { type CiCd, type Deployed } from '../connectors/types';
import { type PlanDisplay } from '../model/plan';
import { type ChangingCommand } from './command';
import { dispatched } from './dispatched';
import { findMigration, type MigrationFile } from './migration-file';
import { notPossible } from './not-possible';
import { serviceOf } from './service-of';

export const migrate: ChangingCommand = {
  kind: 'changes',
  icon: '🗃️',
  spec: {
    name: 'migrate',
    summary: 'Run a migration of the version that is deployed',
    example: '/migrate order-service 041_cursor_index staging',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'migration', kind: 'text' },
      { name: 'environment', kind: 'environment' },
    ],
    options: [],
    changes: true,
  },
  words: {
    title: ({ service, migration, environment }) =>
      `Run migration ${String(migration)} of ${String(service)} in ${String(environment)}`,
    doing: ({ service, migration }) => `Running migration ${String(migration)} of ${String(service)}...`,
    done: 'Migration complete.',
  },

  async plan(args, tools) {
    const migration = String(args['migration']);
    const environment = String(args['environment']);
    const { id, repository, migrate: runs } = serviceOf(String(args['service']), tools);
    if (!runs) return notPossible(`The company file does not say how ${id} is migrated (services.${id}.migrate).`);
    const ciCd = await tools.connectors.ciCd(runs.connector);
    const deployed = await ciCd.deployed(repository, environment);
    if (!deployed)
      return notPossible(`${id} was never deployed to ${environment}, so no version's migrations are there.`);
    const { version, commit } = deployed;
    const found = await findMigration(ciCd, repository, { template: runs.path, migration, commit });
    if ('nearest' in found) {
      const near = found.nearest.length > 0 ? ` Nearest: ${found.nearest.join(', ')}.` : '';
      const all = found.all.length > 0 ? ` The last ones are: ${found.all.join(', ')}.` : ' It has none at all.';
      return notPossible(`${version}, which runs in ${environment}, has no migration ${migration}.${near || all}`);
    }
    const ref = await refWith(ciCd, repository, deployed, found);
    if (!ref) {
      return notPossible(
        `${found.path} is no longer what it was in ${version}, which runs in ${environment}. Deploy the version that has it first.`,
      );
    }
    return {
      plan: {
        action: 'migrate',
        service: id,
        environment,
        connector: ciCd.name,
        current: { version, commit },
        desired: { migration, path: found.path, blob: found.blob, ref },
        display: displayOf(found),
      },
    };
  },

  ...dispatched(
    ({ desired, environment }, { migrate: runs }) =>
      runs && { ...runs, inputs: { migration: String(desired['migration']), environment } },
    'VERSION is what runs there, MIGRATION the name of the file',
  ),
};

/**
 * What to start the workflow on, so that it finds the very file that was read: the tag or branch that was deployed while it means that
 * commit, else the default branch while the file there is the same; null when neither is so.
 */
async function refWith(ciCd: CiCd, repository: string, { version, commit }: Deployed, { path, blob }: MigrationFile) {
  const named = await ciCd.resolve(repository, version);
  if (named.found && named.commit === commit) return named.ref;
  const bare = await ciCd.resolve(repository, commit);
  if (!bare.found) return null;
  return (await ciCd.file(repository, path, bare.ref))?.blob === blob ? bare.ref : null;
}

const undoing: Record<MigrationFile['reversible'], string> = {
  declared: 'yes, it says so',
  'down file': 'yes, a down file lies beside it',
  denied: 'no, it says that it cannot be undone',
  unsaid: 'it does not say',
};

function displayOf({ path, url, reversible }: MigrationFile): PlanDisplay {
  return {
    commits: [],
    moreCommits: 0,
    facts: [
      { label: 'File', value: [{ link: path, url }] },
      { label: 'Reversible', value: [undoing[reversible]] },
    ],
    ...(reversible === 'denied' && { warning: 'This migration cannot be undone.' }),
  };
}
