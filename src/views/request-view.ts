import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Tally, type Verdict } from '../model/verdict';
import { type Ballot, type Inline, type View, type ViewAction } from '../model/view';
import { type CommandHead, headFacts, peopleList } from './command-card';
import { planFacts } from './plan-facts';

export interface RequestStage {
  plan: Plan;
  verdict: Extract<Verdict, { kind: 'approval' }>;
  tally: Tally;
  ballot: Ballot;
  expiresAt: string;
  /** What changed since the round before, when there was one. */
  changes?: string[];
  /** A request of the same requester for the same that still waits. */
  older?: { instanceId: string; openedAt: string };
}

/** A request that waits for its confirmation or approval: what, by whom, who may decide, how long. */
export function requestView(head: CommandHead, stage: RequestStage, refer: (person: string) => PersonRef): View {
  const { plan, verdict, tally, ballot, expiresAt, changes, older } = stage;
  const { lines = [], facts = [], lists, links } = planFacts(plan);
  const unconfirmed = tally.state === 'unconfirmed';
  const own = [...new Set(verdict.requirements.flatMap(({ eligible }) => eligible))];
  const standIns = (verdict.standIns ?? []).filter(({ of, to }) => own.includes(of) && !own.includes(to));
  const approvers = [...new Set([...own, ...standIns.map(({ to }) => to)])].map(refer);
  const asked = verdict.requirements.map(({ label }) => label).join(' and ');
  return {
    kind: 'request',
    tone: 'waiting',
    icon: head.icon,
    headline: [head.title],
    lines: [
      ...(changes?.length ? [[`🔁 A new round, because the plan changed: ${changes.join(' ')}`]] : []),
      ...(unconfirmed
        ? [[{ person: head.requester }, `, please confirm: ${plan.confirm ?? ''}`]]
        : [[`Requires approval from ${asked}.`]]),
      ...(unconfirmed && plan.typeToConfirm ? [['To confirm, type ', { code: plan.typeToConfirm }, '.']] : []),
      ...(unconfirmed && asked ? [[`Then it requires approval from ${asked}.`]] : []),
      ...(older ? [['An older request for the same, of ', { time: older.openedAt }, ', still waits.']] : []),
      ...[...new Set(Object.values(verdict.down ?? {}))].map((why) => [
        `⚠️ Until it answers, only people named in the company file count. ${why}`,
      ]),
      ...lines,
    ],
    reactionHint: unconfirmed ? undefined : ['React with ✅ to approve or ❌ to reject.'],
    facts: [
      ...headFacts(head),
      ...facts,
      ...(unconfirmed ? [] : votingFacts(stage, standIns, refer)),
      { label: 'Expires', value: [{ time: expiresAt }] },
    ],
    lists,
    links,
    actions: [
      ...sayings(unconfirmed, ballot, plan.typeToConfirm),
      ...(older ? [{ kind: 'run', label: 'Cancel the older one', line: `/cancel ${older.instanceId}` } as const] : []),
    ],
    audience: { requester: head.requester, approvers },
    footer: [
      [
        'Plan ',
        { code: ballot.planHash.slice(0, 12) },
        ` · rule “${verdict.rule.name}”`,
        verdict.rule.line > 0 ? ` (line ${verdict.rule.line})` : '',
      ],
    ],
  };
}

function sayings(unconfirmed: boolean, ballot: Ballot, type: string | undefined): ViewAction[] {
  if (unconfirmed) {
    return [
      { kind: 'confirm', ballot, type },
      { kind: 'cancel', ballot },
    ];
  }
  return [
    { kind: 'approve', ballot },
    { kind: 'reject', ballot },
    { kind: 'cancel', ballot },
    { kind: 'run', label: 'Show manual steps', line: `/manual ${ballot.instanceId}` },
  ];
}

function votingFacts(
  { verdict, tally }: RequestStage,
  standIns: NonNullable<RequestStage['verdict']['standIns']>,
  refer: (person: string) => PersonRef,
): NonNullable<View['facts']> {
  return [
    {
      label: 'May approve',
      value: verdict.requirements.flatMap(({ eligible }, index) => [
        ...(index > 0 ? ['; '] : []),
        ...peopleList(eligible.slice(0, NAMED).map(refer), 'or'),
        ...(eligible.length > NAMED ? [` or ${eligible.length - NAMED} more`] : []),
      ]),
    },
    ...(standIns.length
      ? [
          {
            label: 'In place of',
            value: standIns
              .slice(0, NAMED)
              .flatMap(({ of, to }, index): Inline[] => [
                ...(index > 0 ? ['; '] : []),
                { person: refer(of) },
                ': ',
                { person: refer(to) },
              ]),
          },
        ]
      : []),
    { label: 'Approvals', value: tally.requirements.flatMap((part) => progress(part, refer)) },
  ];
}

/** People named before the rest are only counted. */
const NAMED = 10;

function progress(part: Tally['requirements'][number], refer: (person: string) => PersonRef): Inline[] {
  const { count, approvedBy } = part;
  return [
    `${approvedBy.length} of ${count}`,
    ...approvedBy
      .slice(0, NAMED)
      .flatMap((person, index): Inline[] => [index ? ', ' : ': ', { person: refer(person) }, ' ✓']),
    ...(approvedBy.length > NAMED ? [` and ${approvedBy.length - NAMED} more`] : []),
  ];
}
