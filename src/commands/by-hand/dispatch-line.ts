import { type DispatchedJob } from '../../connectors/types';
import { shellWord } from '../shell-word';

type Job = Omit<DispatchedJob, 'correlation'>;

/** The line that starts a job by hand with the vendor's own command-line tool. */
export function dispatchLine(connector: string, job: Job): string {
  return connector === 'azure-devops' ? az(job) : gh(job);
}

/** https://cli.github.com/manual/gh_workflow_run */
function gh({ repository, workflow, ref, inputs }: Job): string {
  const fields = Object.entries(inputs).map(([name, value]) => `-f ${shellWord(`${name}=${value}`)}`);
  return `gh workflow run ${shellWord(workflow)} --repo ${shellWord(repository)} --ref ${shellWord(ref)} ${fields.join(' ')}`;
}

/** https://learn.microsoft.com/cli/azure/pipelines#az-pipelines-run */
function az({ repository, workflow, ref, inputs }: Job): string {
  const pipeline = /^\d+$/.test(workflow) ? `--id ${workflow}` : named(workflow);
  const parameters = Object.entries(inputs).map(([name, value]) => shellWord(`${name}=${value}`));
  return `az pipelines run ${pipeline} ${azProject(repository)} --branch ${shellWord(ref)} --parameters ${parameters.join(' ')}`;
}

/** Where `organization/project/repository` is, for `az`. */
export function azProject(repository: string): string {
  const [organization = '', project = ''] = repository.split('/');
  return `--org ${shellWord(`https://dev.azure.com/${organization}`)} --project ${shellWord(project)}`;
}

/** `folder\\name`, or a name alone. */
function named(pipeline: string): string {
  const [, folder, name = pipeline] = /^\\?(.+)\\([^\\]+)$/.exec(pipeline) ?? [];
  return `--name ${shellWord(name)}${folder === undefined ? '' : ` --folder-path ${shellWord(`\\${folder}`)}`}`;
}
