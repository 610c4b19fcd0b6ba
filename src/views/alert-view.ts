import { type Outcome } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Requirement } from '../model/verdict';
import { type Inline, type View } from '../model/view';
import { type CommandHead, headFacts, peopleList } from './command-card';
import { planFacts } from './plan-facts';

export interface AlertStage {
  instanceId: string;
  /** The line that was asked. */
  text: string;
  plan: Plan;
  rule: { name: string; line: number };
  review: Requirement;
  /** ISO 8601. */
  dueAt: string;
  reviews: { person: string; at: string; note?: string }[];
  state: 'open' | 'reviewed';
  /** How the command ended, once it has. */
  outcome?: Outcome;
}

/** Tells a channel that somebody runs a change without approval, and who has reviewed it since. */
export function alertView(head: CommandHead, stage: AlertStage, refer: (person: string) => PersonRef): View {
  const { instanceId, text, plan, rule, review, dueAt, reviews, state, outcome } = stage;
  const { lines = [], facts = [], lists = [], links } = planFacts(plan);
  const open = state === 'open';
  return {
    kind: 'request',
    tone: open ? 'bad' : 'good',
    icon: '🚨',
    headline: [{ person: head.requester }, ` broke the glass: ${head.title}`],
    lines: [
      [open ? 'It runs without approval.' : 'It ran without approval.'],
      open
        ? [`To be reviewed by ${review.label} before `, { time: dueAt }, '.']
        : [
            'Reviewed by ',
            ...peopleList(
              reviews.map(({ person }) => refer(person)),
              'and',
            ),
            '.',
          ],
      ...lines,
    ],
    facts: [
      ...headFacts({ ...head, breakGlass: false }),
      ...facts,
      { label: 'Asked', value: [{ code: text }] },
      { label: 'Ended', value: [outcome ? outcome.result : 'not yet'] },
      { label: 'Reviews', value: [`${reviews.length} of ${review.count}`] },
      ...(open ? [{ label: 'May review', value: mayReview(review, reviews, refer) }] : []),
    ],
    lists: [
      ...lists,
      ...(reviews.length
        ? [
            {
              title: 'Reviews',
              items: reviews.map(({ person, at, note }): Inline[] => [
                { person: refer(person) },
                ', ',
                { time: at },
                ...(note ? [`: ${note}`] : []),
              ]),
            },
          ]
        : []),
    ],
    links,
    actions: open ? [{ kind: 'run', label: 'I have reviewed it', line: `/review ${instanceId}` }] : undefined,
    footer: [
      ...(open ? [['With a note: ', { code: `/review ${instanceId} --reason "…"` }] satisfies Inline[]] : []),
      [`Rule “${rule.name}”`, rule.line > 0 ? ` (line ${rule.line})` : ''],
    ],
  };
}

/** People named before the rest are only counted. */
const NAMED = 10;

function mayReview(
  review: Requirement,
  reviews: AlertStage['reviews'],
  refer: (person: string) => PersonRef,
): Inline[] {
  const eligible = review.eligible.filter((id) => !reviews.some(({ person }) => person === id));
  const more = eligible.length - NAMED;
  if (eligible.length === 0) return ['nobody who is left'];
  return [...peopleList(eligible.slice(0, NAMED).map(refer), 'or'), ...(more > 0 ? [` or ${more} more`] : [])];
}
