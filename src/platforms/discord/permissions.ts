import { type Interaction } from './interaction';

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const ADMINISTRATOR = 1n << 3n;
const NEEDED: [bit: bigint, name: string][] = [
  [1n << 10n, 'View Channel'],
  [1n << 14n, 'Embed Links'],
  [1n << 16n, 'Read Message History'],
];
const SEND: [bigint, string] = [1n << 11n, 'Send Messages'];
const SEND_IN_THREADS: [bigint, string] = [1n << 38n, 'Send Messages in Threads'];

/**
 * What we lack to do our work where a command was given, as a sentence. An answer to an interaction needs no permission, but
 * after 15 minutes we change messages as the bot that we are: better said before anything is started.
 */
export function missingPermissions({ permissions, origin }: Interaction): string | undefined {
  if (permissions === undefined || permissions & ADMINISTRATOR) return undefined;
  const missing = [...NEEDED, origin.thread ? SEND_IN_THREADS : SEND].filter(([bit]) => !(permissions & bit));
  if (missing.length === 0) return undefined;
  const names = missing.map(([, name]) => name).join(', ');
  return `Nothing was started: in this channel I lack the permission ${names}. Somebody who manages it can give it to my role.`;
}
