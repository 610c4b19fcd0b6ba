import { type DispatchedJob } from '../connectors/types';

type Job = Omit<DispatchedJob, 'correlation'>;

/** The line that starts a job by hand with the vendor's own command-line tool. */
export function byHand(connector: string, job: Job): string {
  return connector === 'azure-devops' ? az(job) : gh(job);
}

/** https://cli.github.com/manual/gh_workflow_run */
function gh({ repository, workflow, ref, inputs }: Job): string {
  const fields = Object.entries(inputs).map(([name, value]) => `-f ${quoted(`${name}=${value}`)}`);
  return `gh workflow run ${quoted(workflow)} --repo ${quoted(repository)} --ref ${quoted(ref)} ${fields.join(' ')}`;
}

/** https://learn.microsoft.com/cli/azure/pipelines#az-pipelines-run */
function az({ repository, workflow, ref, inputs }: Job): string {
  const [organization = '', project = ''] = repository.split('/');
  const pipeline = /^\d+$/.test(workflow) ? `--id ${workflow}` : named(workflow);
  const where = `--org ${quoted(`https://dev.azure.com/${organization}`)} --project ${quoted(project)}`;
  const parameters = Object.entries(inputs).map(([name, value]) => quoted(`${name}=${value}`));
  return `az pipelines run ${pipeline} ${where} --branch ${quoted(ref)} --parameters ${parameters.join(' ')}`;
}

/** `folder\\name`, or a name alone. */
function named(pipeline: string): string {
  const [, folder, name = pipeline] = /^\\?(.+)\\([^\\]+)$/.exec(pipeline) ?? [];
  return `--name ${quoted(name)}${folder === undefined ? '' : ` --folder-path ${quoted(`\\${folder}`)}`}`;
}

/** As one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
