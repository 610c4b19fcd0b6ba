import { cardOf } from './people/actor';
import { isObject, type Message } from './state/model';
import { type Store } from './state/store';
import { type Tenant } from './tenant';

/** Lets the client of everybody whom a card's `refresh` names ask for their own view of it, as Teams' does by itself. */
export function autoRefresh(store: Store, tenant: Tenant): (message: Message) => void {
  return (message) => {
    const refresh = cardOf(message)?.refresh;
    const named = isObject(refresh) && Array.isArray(refresh.userIds) ? refresh.userIds : [];
    const members = store.conversation(message.conversation)?.members ?? [];
    for (const id of members.filter((member) => named.includes(member)))
      void tenant.as(id).refresh(message.conversation, message.id);
  };
}
