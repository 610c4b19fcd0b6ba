import { type GroupMember } from './group-source';
import { VendorError } from './vendor-error';

const MOST = 20;

/**
 * Everybody on all pages of a group, each once. `read` gives one page and where the next begins.
 * @throws VendorError when there are more than 20 pages: who is left out would be a guess
 */
export async function groupPages<Next>(
  vendor: string,
  read: (from: Next | undefined) => Promise<{ members: GroupMember[]; next?: Next }>,
): Promise<GroupMember[]> {
  const all = new Map<string, GroupMember>();
  let from: Next | undefined;
  for (let count = 0; count < MOST; count++) {
    const { members, next } = await read(from);
    for (const member of members) all.set(member.id, member);
    if (next === undefined) return [...all.values()];
    from = next;
  }
  throw new VendorError(`${vendor}: the group has more than ${MOST} pages of members.`, vendor, false);
}

/** @throws VendorError when an answer does not hold a list whose items are of this kind */
export function listIn<Item>(vendor: string, what: string, list: unknown, isItem: (item: Item) => boolean): Item[] {
  if (Array.isArray(list) && (list as (Item | null)[]).every((item) => item !== null && isItem(item)))
    return list as Item[];
  const message = `${vendor}: could not ${what}: it answered with something else than the list. Check its address.`;
  throw new VendorError(message, vendor, false);
}
