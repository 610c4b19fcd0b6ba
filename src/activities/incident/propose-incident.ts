import { createHash } from 'node:crypto';
import { type Proposal } from '../../model/alert-group';
import { type Origin } from '../../model/command-request';
import { type Durable } from '../../model/durable';
import { type MessageRef } from '../../model/message-ref';
import { type View } from '../../model/view';
import { ChatError } from '../../platforms/chat-error';
import { proposalView } from '../../views/proposal-view';
import { type Dependencies, refer } from '../dependencies';
import { placesOf } from '../places-of';
import { postStep } from '../post-once';

/** A message that a platform does not take just now is tried again after this, seconds. */
const AGAIN_SECONDS = 15;

/** Shows a group of alerts as it is now, in one message wherever the channel of incidents is; `over` when none fires any more. */
export function proposeIncident(dependencies: Dependencies) {
  return async ({ id, now }: { id: string; now: string }, durable: Durable): Promise<'over' | 'asked'> => {
    const { company, proposals } = dependencies;
    const proposal = await proposals.get(id);
    const { channel } = company.incidents;
    if (!proposal || channel === undefined) return 'over';
    const view = proposalView(proposal, refer(dependencies));
    const told = await Promise.all(
      placesOf(dependencies, channel, '').map((place) => tell(dependencies, proposal, place, view)),
    );
    if (told.includes('again')) {
      const at = Math.ceil(Date.parse(now) / 1_000) + AGAIN_SECONDS;
      await durable.start('alarm', `${id}-t${at}`, { instanceId: id, at: new Date(at * 1_000).toISOString() });
      return 'asked';
    }
    const { decision, quietSince } = proposal;
    // While alerts fire or an incident is being opened there is more to come: who is just ending hears no wake-up.
    const isOpening = decision?.kind === 'incident' && decision.incident === undefined;
    return !isOpening && quietSince ? 'over' : 'asked';
  };
}

async function tell(
  dependencies: Dependencies,
  { id, episode }: Proposal,
  place: Origin,
  view: View,
): Promise<'told' | 'again'> {
  const { proposals, marks, outbox } = dependencies;
  const digest = createHash('sha256').update(JSON.stringify(view)).digest('base64url');
  const before = await proposals.said(id, episode, place.platform);
  if (before?.digest === digest) return 'told';
  const step = `message-${episode}-${place.platform}`;
  try {
    const posting = { instanceId: id, step, key: `${id}-${step}` };
    const standing = before?.message ?? (await marks.get<MessageRef>(id, step));
    if (standing) await (await outbox(place.platform)).update(standing, view);
    const message = standing ?? (await postStep(dependencies, posting, place, view));
    await proposals.keepSaid(id, episode, place.platform, { message, digest });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    if (error.temporary) return 'again';
    await proposals.keepSaid(id, episode, place.platform, { message: before?.message, digest });
  }
  return 'told';
}
