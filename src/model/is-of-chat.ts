import { type GroupSourceRef } from './company';

/** Whether people in a chat keep the group themselves. */
export function isOfChat(source: GroupSourceRef | undefined): boolean {
  return source?.kind === 'slack' || source?.kind === 'discord';
}
