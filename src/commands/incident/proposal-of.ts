import { type Decision, type Proposal } from '../../model/alert-group';
import { noticeView } from '../../views/notice-view';
import { type Asked, type DirectAnswer, type DirectTools } from '../command';
import { personRef } from '../person-ref';
import { refused } from '../refused';

/** The asking that a button names, as long as nobody else has decided on it. */
export async function proposalOf(
  name: string,
  { request }: Asked,
  tools: DirectTools,
): Promise<Proposal | DirectAnswer> {
  const [, id = '', episode] = /^(alr-[0-9a-f]{10})-(\d{1,9})$/.exec(name.trim().toLowerCase()) ?? [];
  const found = id ? await tools.proposals.get(id) : undefined;
  if (!found)
    return refused('invalid', 'target_not_found', `There are no alerts “${name.slice(0, 40)}”. Nothing was changed.`);
  if (found.episode !== Number(episode))
    return refused(
      'failure',
      'request_over',
      'These alerts were over, and fire anew: their newest message asks. Nothing was changed.',
    );
  const { decision } = found;
  return decision && decision.request !== request.instanceId ? decidedAlready(decision, tools) : found;
}

/** Says what somebody else made of it. */
export function decidedAlready({ by, kind, incident }: Decision, tools: DirectTools): DirectAnswer {
  const what = kind === 'dismissed' ? 'dismissed these alerts' : `opened ${incident ?? 'an incident'} of these alerts`;
  return {
    view: noticeView('bad', [{ person: personRef(by, tools) }, ` has ${what} already. Nothing was changed.`]),
    outcome: { result: 'failure', reasonCode: 'request_over', message: `@${by} has ${what} already.` },
  };
}

/** Has what was decided shown. */
export async function showProposal({ id }: Proposal, { durable }: DirectTools): Promise<void> {
  await durable.start('alertGroup', id, { id });
  await durable.wake(id);
}
