import { nearestNames } from '../../model/nearest-names';
import { VendorError } from '../vendor-error';
import { type AzureDevOpsClient } from './client';

/** The number of a pipeline that the company file names by its number, its name or `folder\name`. @throws VendorError when there is none, or more than one */
export type PipelineId = (repository: string, pipeline: string) => Promise<number>;

export function pipelineId(client: AzureDevOpsClient): PipelineId {
  const known = new Map<string, number>();
  return async (repository, pipeline) => {
    if (/^\d+$/.test(pipeline)) return Number(pipeline);
    const key = `${repository} ${pipeline}`;
    const id = known.get(key) ?? (await lookUp(client, repository, pipeline));
    known.set(key, id);
    return id;
  };
}

interface Pipeline {
  id: number;
  name: string;
  /** `\` or `\some\folder` */
  folder: string;
}

async function lookUp(client: AzureDevOpsClient, repository: string, pipeline: string): Promise<number> {
  const what = `find the pipeline ${pipeline} for ${repository}`;
  const { value } = await client.ask<{ value: Pipeline[] }>(repository, what, 'pipelines', { query: { $top: 1000 } });
  const fitting = value.filter(
    ({ name, folder }) =>
      name === pipeline || `${folder}\\${name}`.replace(/^\\+/, '') === pipeline.replace(/^\\+/, ''),
  );
  if (fitting.length === 1) return fitting[0]!.id;
  const near = nearestNames(
    pipeline,
    value.map(({ name }) => name),
  );
  const said = fitting.length > 1 ? 'there are several; write its number' : 'there is no such pipeline';
  const hint = fitting.length === 0 && near.length > 0 ? ` Nearest: ${near.join(', ')}.` : '';
  throw new VendorError(`Azure DevOps: could not ${what}: ${said}.${hint}`, 'Azure DevOps', false, { status: 404 });
}
