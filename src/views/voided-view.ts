import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { type CommandHead, headFacts, peopleList } from './command-card';

/** A round whose approvals no longer count because the plan is another. */
export function voidedView(head: CommandHead, changes: string[], voters: PersonRef[]): View {
  return {
    kind: 'result',
    tone: 'bad',
    icon: '🔁',
    headline: [`Approvals void: ${head.title}`],
    lines: [
      [`The plan is not the one that was approved. ${changes.join(' ')}`],
      ...(voters.length ? [[...peopleList(voters, 'and'), ': your approval no longer counts.']] : []),
    ],
    facts: headFacts(head),
  };
}
