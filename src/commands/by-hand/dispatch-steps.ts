import { type DispatchedJob } from '../../connectors/types';
import { shellWord } from '../shell-word';
import { azProject, dispatchLine } from './dispatch-line';
import { type HandStep } from './hand-step';

/** A workflow by hand: what runs now, the start, and whether it goes on well. */
export function dispatchSteps(
  connector: string,
  job: Omit<DispatchedJob, 'correlation'>,
  { environment, fillIn }: { environment: string; fillIn: string },
): HandStep[] {
  const { repository, workflow } = job;
  const start = { say: `Start it; ${fillIn}`, line: dispatchLine(connector, job) };
  if (connector === 'azure-devops') {
    const runs = `az pipelines runs list ${azProject(repository)} --query-order FinishTimeDesc`;
    return [
      { say: 'What ran last, newest first', line: `${runs} --result succeeded --top 10 --output table` },
      start,
      { say: 'Follow it', line: `${runs} --top 3 --output table` },
    ];
  }
  const repo = shellWord(repository);
  return [
    {
      say: 'What was deployed here, newest first',
      line: `gh api --method GET ${shellWord(`repos/${repository}/deployments`)} -f ${shellWord(`environment=${environment}`)} -f per_page=5 --jq '.[] | [.id, .created_at, .ref, .sha, .creator.login] | @tsv'`,
    },
    {
      say: 'Whether one of them worked; DEPLOYMENT is the number in its line',
      line: `gh api ${shellWord(`repos/${repository}/deployments/DEPLOYMENT/statuses`)} --jq '.[].state'`,
    },
    start,
    {
      say: 'Find the run, and follow it',
      line: `gh run list --repo ${repo} --workflow ${shellWord(workflow)} --limit 3`,
    },
    { say: 'RUN is the number of the line before', line: `gh run watch RUN --repo ${repo} --exit-status` },
  ];
}
