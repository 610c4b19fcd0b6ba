import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Run } from '../model/run';
import { type Inline, type View } from '../model/view';
import { type CommandHead, headFacts, peopleList } from './command-card';
import { planFacts } from './plan-facts';

export interface RunningStage {
  plan: Plan;
  approvedBy: PersonRef[];
  /** e.g. `Deploying order-service v2.4.1...` */
  doing: string;
  at: 'locked' | 'starting' | 'searching' | 'following' | 'unreachable' | 'verifying';
  run?: Run;
  /** Why the vendor is `unreachable`, in its connector's words. */
  trouble?: string;
  /** Who has had the vendor asked to stop it; `refused` is why it does not. */
  stopping?: { by: PersonRef; refused?: string };
  /** What is asked by whoever wants it to stop; absent where it cannot be stopped. */
  cancelLine?: string;
}

export function runningView(head: CommandHead, stage: RunningStage): View {
  const { plan, approvedBy, doing, at, run, stopping, cancelLine } = stage;
  const steps = run?.steps ?? [];
  const { facts = [], lines = [] } = planFacts(plan);
  return {
    kind: 'progress',
    tone: 'neutral',
    icon: approvedBy.length ? '✅' : head.icon,
    headline: approvedBy.length ? ['Approved by ', ...peopleList(approvedBy, 'and'), `. ${doing}`] : [doing],
    lines: [[whereItIs(stage)], ...(stopping ? [sayStopping(stopping, plan)] : []), ...lines],
    facts: [{ label: 'Request', value: [head.title] }, ...headFacts(head), ...facts],
    progress: steps.length
      ? { done: steps.filter(({ state }) => state === 'done' || state === 'skipped').length, total: steps.length }
      : undefined,
    steps: at === 'verifying' ? [] : steps.map(({ job, name, state }) => ({ label: `${job}: ${name}`, state })),
    actions: cancelLine ? [{ kind: 'run', label: 'Cancel', line: cancelLine }] : undefined,
    links: run?.url ? [{ text: 'Open the run', url: run.url }] : [],
  };
}

function sayStopping({ by, refused }: NonNullable<RunningStage['stopping']>, { connector }: Plan): Inline[] {
  return refused === undefined
    ? ['🚫 ', { person: by }, ` wants it to stop, and ${connector} has been asked.`]
    : ['⚠️ ', { person: by }, ` wants it to stop, which is refused: ${refused}`];
}

function whereItIs({ at, run, plan, trouble = '' }: RunningStage): Inline {
  switch (at) {
    case 'locked':
      return `Somebody else holds ${plan.service} in ${plan.environment}. Waiting for its lock, up to an hour.`;
    case 'starting':
      return `Starting on ${plan.connector}…`;
    case 'searching':
      return `The answer of ${plan.connector} was lost, or the run is not listed yet. Looking for it; nothing is started twice.`;
    case 'unreachable':
      return `${trouble} Still following.`;
    case 'verifying':
      return 'The run succeeded. Checking health…';
    case 'following':
      return run?.state === 'queued' ? 'Queued.' : 'Running.';
  }
}
