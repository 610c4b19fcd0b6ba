import { waitingRequests } from '../commands/waiting-requests';
import { type Origin } from '../model/command-request';
import { type View } from '../model/view';
import { personOf } from '../policy/person-of';
import { noticeView } from '../views/notice-view';
import { type Dependencies } from './dependencies';

/** Shows somebody, on their own page with us, what they may decide and what they asked. */
export function publishHome(dependencies: Dependencies) {
  return async (origin: Origin): Promise<void> => {
    const outbox = await dependencies.outbox(origin.platform);
    await outbox.home?.(origin.account, await homeOf(dependencies, origin));
  };
}

/** What one person has to do with what waits. */
export async function homeOf(dependencies: Dependencies, origin: Origin): Promise<View> {
  const { company, tenants, now } = dependencies;
  const person = personOf(company, tenants, origin);
  if (!person) return noticeView('bad', ['I do not know you: ask for an entry under people in the company file.']);
  return waitingRequests({ person, now: now() }, dependencies);
}
