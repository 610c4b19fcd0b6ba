import { type GroupMember, type GroupSource } from '../connectors/group-source';
import { VendorError } from '../connectors/vendor-error';
import { type Company, type Group, type GroupSourceRef } from '../model/company';
import { type OutsideMembers } from '../model/outside-members';
import { peopleBehind } from '../policy/people-behind';

/** How long an answer is good for, and how long a source that failed is left alone. */
const FRESH_MS = 30_000;
const LEFT_ALONE_MS = 5_000;
const REMEMBERED = 500;

type Answer = { members: GroupMember[] } | { why: string };

export interface Asking {
  /** Asks again, whatever was answered before. */
  fresh?: boolean;
  /** When there is no time to wait any longer. */
  signal?: AbortSignal;
}

export type GroupMembers = (groups: Group[], asking?: Asking) => Promise<OutsideMembers>;

/** Asks the sources of groups who is in them. One that does not answer is told, and its group is empty: never guessed. */
export function createGroupMembers(
  { people }: Pick<Company, 'people'>,
  sources: (kind: GroupSourceRef['kind']) => Promise<GroupSource>,
  clock = Date.now,
): GroupMembers {
  const known = new Map<string, { answer: Answer; until: number }>();

  async function ask({ kind, id }: GroupSourceRef, { fresh, signal }: Asking): Promise<Answer> {
    const key = `${kind}/${id}`;
    const before = known.get(key);
    if (!fresh && before && before.until > clock()) return before.answer;
    const answer = await answerOf(kind, id, signal);
    if (known.size >= REMEMBERED) known.clear();
    // Whoever was in a hurry has learnt nothing about the source.
    if (!('why' in answer && signal?.aborted)) {
      known.set(key, { answer, until: clock() + ('why' in answer ? LEFT_ALONE_MS : FRESH_MS) });
    }
    return answer;
  }

  async function answerOf(kind: GroupSourceRef['kind'], id: string, signal?: AbortSignal): Promise<Answer> {
    try {
      return { members: await (await sources(kind)).members(id, signal) };
    } catch (error) {
      if (error instanceof VendorError) return { why: error.message };
      throw error;
    }
  }

  return async (groups, asking = {}) => {
    const outside: OutsideMembers = { members: {}, down: {} };
    await Promise.all(
      groups.map(async ({ id, source }) => {
        if (!source) return;
        const answer = await ask(source, asking);
        if ('why' in answer) outside.down[id] = answer.why;
        else outside.members[id] = peopleBehind(source.kind, answer.members, people);
      }),
    );
    return outside;
  };
}
