import { type PersonRef } from '../model/person';
import { type Outcome } from '../model/outcome';
import { type Plan } from '../model/plan';
import { type Run } from '../model/run';
import { type Inline, type View } from '../model/view';
import { type CommandHead, headFacts, peopleList } from './command-card';
import { planFacts } from './plan-facts';

export interface ResultStage {
  outcome: Outcome & { message: string };
  plan?: Plan;
  approvedBy: PersonRef[];
  rejectedBy?: PersonRef;
  rejectReason?: string;
  run?: Run;
  dashboard?: string;
  /** Lines that do the same by hand, shown when the bot could not. */
  fallback?: string[];
  durationSeconds: number;
  /** What may be asked next, in one click. */
  offers?: { label: string; line: string }[];
}

/** The last state of a command's message. It has no buttons but offers of what to ask next. */
export function resultView(head: CommandHead, stage: ResultStage): View {
  const { outcome, plan, approvedBy, rejectedBy, rejectReason, run, dashboard, fallback, durationSeconds, offers } =
    stage;
  const good = outcome.result === 'success';
  const failure = run?.failure;
  const { facts = [], links = [] } = plan ? planFacts(plan) : {};
  return {
    kind: 'result',
    tone: good ? 'good' : 'bad',
    icon: ICONS[outcome.result],
    headline: rejectedBy ? ['Rejected by ', { person: rejectedBy }, `: ${head.title}`] : headline(head, outcome),
    lines: [
      ...(rejectedBy ? [[rejectReason ? `Reason: ${rejectReason}` : 'No reason was given.']] : []),
      ...(good || rejectedBy ? [] : [[outcome.message]]),
      ...(fallback?.length ? [['By hand:']] : []),
      ...(fallback ?? []).map((line): Inline[] => [{ code: line }]),
    ],
    facts: [
      ...(good ? [{ label: 'Request', value: [head.title] }] : []),
      ...headFacts(head),
      ...(approvedBy.length ? [{ label: 'Approved by', value: peopleList(approvedBy, 'and') }] : []),
      ...facts,
      { label: 'Took', value: [spoken(durationSeconds)] },
    ],
    actions: offers?.map((offer) => ({ kind: 'run', ...offer })),
    code: failure?.logLines.length
      ? { title: `Last lines of ${failure.job}`, text: failure.logLines.join('\n') }
      : undefined,
    links: [
      ...(dashboard ? [{ text: 'Dashboard', url: dashboard }] : []),
      ...(failure?.url ? [{ text: 'Open the failing job', url: failure.url }] : []),
      ...(run?.url ? [{ text: 'Open the run', url: run.url }] : []),
      ...links,
    ],
  };
}

const ICONS: Record<Outcome['result'], string> = {
  success: '✅',
  failure: '❌',
  rejected: '❌',
  expired: '⌛',
  cancelled: '🚫',
  denied: '⛔',
  invalid: '⚠️',
};

function headline(head: CommandHead, outcome: Outcome & { message: string }): Inline[] {
  switch (outcome.result) {
    case 'success':
      return [outcome.message];
    case 'failure':
      return [`Failed: ${head.title}`];
    case 'rejected':
      return [`Rejected: ${head.title}`];
    case 'expired':
      return [`Expired: ${head.title}`];
    case 'cancelled':
      return [`Cancelled: ${head.title}`];
    case 'denied':
      return [`Not allowed: ${head.title}`];
    case 'invalid':
      return [`Not possible: ${head.title}`];
  }
}

function spoken(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
