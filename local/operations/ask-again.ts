import { type FullStatus } from '../durable-client';
import { isReserved } from '../slack/people/reserved-commands';

/** Addresses of the chats' acting APIs. */
export interface Chats {
  slack: string;
  discord: string;
}

/**
 * Lets somebody type a command's line again where it was typed before: a request of their own, which policy decides anew.
 * @throws Error that says why not
 */
export async function askAgain({ input }: FullStatus, person: string, chats: Chats): Promise<void> {
  const { text = '', origin } = (input ?? {}) as { text?: string; origin?: { platform: string; channel: string } };
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (!command || !origin) throw new Error('That is no command that somebody typed.');
  const { platform, channel } = origin;
  const name = isReserved(command) ? command.replace('/', '/cs-') : command;
  const given = platform === 'slack' ? { channel, command: name, text: rest } : { channel, line: text };
  if (platform !== 'slack' && platform !== 'discord')
    throw new Error(`It was asked on ${platform}: type it there: ${text}`);
  const response = await fetch(`${chats[platform]}/_admin/as/${encodeURIComponent(person)}/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  });
  const answer = (await response.json().catch(() => undefined)) as { error?: string } | undefined;
  if (!response.ok) throw new Error(answer?.error ?? `${platform} answered ${response.status}.`);
}
