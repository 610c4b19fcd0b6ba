import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type AuditEntry } from '../../src/model/audit-entry';
import { createTables } from '../../src/state/tables';
import { type Stack } from '../stack';

export const CHANNEL = 'C0DEPLOY';

type Message = ReturnType<Stack['slack']['workspace']['messages']>[number];

/**
 * What an onlooker can find out: messages from the Slack server, requests from the vendors, entries from the tables.
 * Nothing is asked of the product itself.
 */
export class Audience {
  private readonly audit;

  constructor(readonly stack: Stack) {
    this.audit = createTableAuditLog(createTables(stack.tables.connectionString));
  }

  as(person: string) {
    return this.stack.slack.workspace.as(person);
  }

  /** The bot's messages for all in the channel since a ts, oldest first. */
  posts(since: string): Message[] {
    return this.messages(since).filter((message) => !message.only_for && message['bot_id']);
  }

  /** What only this person was shown since a ts. */
  whispers(person: string, since: string): string[] {
    return this.messages(since)
      .filter((message) => message.only_for === person)
      .map(readable);
  }

  /** A moment in the channel's time, to look back to. */
  now(): string {
    return `${(Date.now() / 1000).toFixed(6)}`;
  }

  /** The newest post since, once it says all of this. @throws Error with what it says instead, after the time */
  async shown(since: string, words: string[], seconds = 30): Promise<Message> {
    const found = await this.until(
      () => this.posts(since).find((message) => words.every((word) => readable(message).includes(word))),
      seconds,
    );
    if (found) return found;
    const seen = this.posts(since).map(readable).join('\n---\n');
    throw new Error(`Nobody saw "${words.join('", "')}" within ${seconds} s. They saw:\n${seen}`);
  }

  async whispered(person: string, since: string, words: string, seconds = 15): Promise<void> {
    const found = await this.until(() => this.whispers(person, since).some((text) => text.includes(words)), seconds);
    if (!found) throw new Error(`${person} was not told "${words}", but: ${this.whispers(person, since).join(' | ')}`);
  }

  /** Workflows that were started with this version or migration. */
  dispatches(what: string): unknown[] {
    return this.stack.github.requests
      .list()
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/dispatches'))
      .filter(({ body }) => {
        const { version, migration } = (body as { inputs?: Record<string, string> }).inputs ?? {};
        return version === what || migration === what;
      });
  }

  /** What people did. What the bot notes of itself (the policy in force) comes by the clock, and is left out. */
  async entries(): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    const range = { from: '2000-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' };
    for await (const entry of this.audit.list(range)) if (entry.platform !== 'countersign') entries.push(entry);
    return entries;
  }

  /** The one outcome of a command line made since an instant; waits for it. */
  async outcome(command: string, sinceIso: string): Promise<AuditEntry> {
    const mine = async () =>
      (await this.entries()).filter(
        (entry) => entry.kind === 'outcome' && entry.command === command && entry.timestamp >= sinceIso,
      );
    const found = await this.until(async () => ((await mine()).length > 0 ? mine() : undefined), 20);
    if (found?.length !== 1) throw new Error(`${command} has ${found?.length ?? 0} outcome entries instead of one.`);
    return found[0] as AuditEntry;
  }

  verifyChain() {
    return this.audit.verify();
  }

  private messages(since: string): Message[] {
    return this.stack.slack.workspace.messages(CHANNEL, { since }).filter(({ deleted }) => !deleted);
  }

  async until<T>(
    look: () => T | undefined | false | Promise<T | undefined | false>,
    seconds: number,
  ): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** All the text of a message: the fallback names everything that its blocks show. */
export function readable(message: { text: string; blocks?: unknown[] }): string {
  return `${message.text}\n${JSON.stringify(message.blocks ?? [])}`;
}

/** The buttons that decide something; offers of what to ask next may stay on a message. */
export function liveButtons(message: Parameters<typeof buttons>[0]): string[] {
  return buttons(message).filter((id) => !id.startsWith('run-'));
}

/** Labels of the buttons that a message has now. */
export function buttons(message: { blocks?: Record<string, unknown>[] }): string[] {
  return (message.blocks ?? [])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as { action_id: string }[])
    .map(({ action_id }) => action_id);
}
