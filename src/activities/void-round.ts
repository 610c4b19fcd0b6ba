import { type MessageRef } from '../model/message-ref';
import { voidedView } from '../views/voided-view';
import { isQuiet } from '../policy/is-quiet';
import { type Dependencies, headOf, refer } from './dependencies';
import { type Round } from './open-round';
import { show } from './show';
import { showOnly, tellOnce } from './tell-once';

export interface VoidedRound extends Round {
  message: MessageRef;
  changes: string[];
  approvedBy: string[];
}

/** Shows that a round's approvals no longer count, and tells those who gave them. */
export function voidRound(dependencies: Dependencies) {
  return async (input: VoidedRound): Promise<void> => {
    const { request, requester, message, round, changes, approvedBy } = input;
    const outbox = await dependencies.outbox(message.platform);
    const view = voidedView(headOf(dependencies, request, requester), changes, approvedBy.map(refer(dependencies)));
    await showOnly(() => show(dependencies, request.instanceId, message, view));
    if (isQuiet(dependencies.company, request.origin)) return;
    await tellOnce(dependencies, request.instanceId, `void-${round}`, () => outbox.reply(message, view));
  };
}
