import { type RefusalCode } from '../model/audit-entry';
import { type PersonRef } from '../model/person';
import { type Ballot, type Inline, type View } from '../model/view';
import { peopleList } from './command-card';
import { noticeView } from './notice-view';

/** Why a vote was not counted, for the voter alone. */
export function refusalView(
  code: RefusalCode,
  eligible: PersonRef[],
  ballot: Ballot | null,
  down: string[] = [],
): View {
  const view = noticeView(
    'bad',
    ['Your vote was not counted. ', ...why(code, eligible)],
    [...new Set(down)].map((one) => [one]),
  );
  if (code !== 'reason_required' || !ballot) return view;
  return { ...view, actions: [{ kind: 'reject', ballot }] };
}

function why(code: RefusalCode, eligible: PersonRef[]): Inline[] {
  switch (code) {
    case 'voter_is_requester':
      return ['This is your own request: somebody else has to decide it.'];
    case 'voter_not_eligible':
      return ['This request may be decided by ', ...peopleList(eligible.slice(0, 10), 'or'), '.'];
    case 'group_source_down':
      return [
        'Who is in the group that decides this cannot be found out just now: try again in a minute.',
        ...(eligible.length
          ? [' Until then it may be decided by ', ...peopleList(eligible.slice(0, 10), 'or'), '.']
          : []),
      ];
    case 'voter_unknown':
      return ['I do not know you: people who vote need an entry in the company file.'];
    case 'voter_account_not_ours':
      return ['Your account may not vote: it is deactivated, a guest, a bot, or of another workspace.'];
    case 'round_closed':
      return ['This request is no longer open.'];
    case 'plan_changed':
      return ['The plan has changed since that message: look for the newer one.'];
    case 'not_confirmed':
      return ['The requester has not confirmed this yet: wait for that first.'];
    case 'voter_is_not_requester':
      return ['Only the one who asked can confirm this.'];
    case 'confirmation_mistyped':
      return ['To confirm this, its text has to be typed exactly.'];
    case 'reason_required':
      return ['This rule wants a reason for a rejection: use the button.'];
  }
}
