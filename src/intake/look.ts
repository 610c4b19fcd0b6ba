import { type Ballot, type View } from '../model/view';
import { noticeView } from '../views/notice-view';
import { type Intake } from './intake';

/** What stands on a request's message now, from its row. A card of an earlier round only says that there is a newer one. */
export async function look(
  { requests, messages }: Pick<Intake, 'requests' | 'messages'>,
  { instanceId, round, planHash }: Ballot,
): Promise<View> {
  const [row, next, shown] = await Promise.all([
    requests.round(instanceId, round),
    requests.round(instanceId, round + 1),
    messages.shown(instanceId),
  ]);
  if (row?.planHash !== planHash || !shown) return noticeView('bad', ['This card stands for no request.']);
  if (next) return noticeView('neutral', ['The plan has changed since: a newer card of this request is below.']);
  return shown;
}
