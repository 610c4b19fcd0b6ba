import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { Arguments } from '../api/arguments';
import { newContent } from '../api/read-content';
import { SlackError } from '../api/slack-error';
import { isObject, type Json } from '../block-kit/check';
import { MESSAGE_TEXT_LENGTH } from '../block-kit/limits';
import { newHex, newId } from '../state/ids';
import { edit, findMessage, post, remove } from '../state/messages';
import { type Message } from '../state/model';
import { type Store } from '../state/store';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses: "up to 5 times within 30 minutes". */
const lifeMs = 30 * 60 * 1000;
const uses = 5;

/** What a `response_url`, or the ack of a slash command, answers to. */
export interface ReplyTo {
  user: string;
  channel: string;
  /** `ts` of the message whose button was clicked. */
  source?: string;
  /** The command as it was typed; shown once its answer is shown to all. */
  typed?: string;
}

interface Issued {
  to: ReplyTo;
  at: number;
  used: number;
}

/** The response URLs given out, and what is shown through them. */
export class Replies {
  private readonly issued = new Map<string, Issued>();
  /** The server's own address, known once it listens. */
  base = '';

  constructor(private readonly store: Store) {}

  /** @returns a new response_url; what is shown through it and through `show(to, …)` share one original */
  issue(kind: 'commands' | 'actions', to: ReplyTo): string {
    const path = `/${kind}/${this.store.state.team.id}/${newId('', 12)}/${newHex(12)}`;
    this.issued.set(path, { to, at: this.store.now(), used: 0 });
    return this.base + path;
  }

  /**
   * Shows an answer as its payload asks. Remembers its message as the original of later `replace_original`s.
   * @throws SlackError when Slack would refuse it
   */
  show(to: ReplyTo, payload: Json): Message | undefined {
    const args = new Arguments(payload);
    const original = to.source ? findMessage(this.store, to.channel, to.source) : undefined;
    const bot = this.store.bot.id;
    if (args.boolean('delete_original')) {
      if (original) remove(this.store, original, bot);
      return original;
    }
    const content = newContent(args, MESSAGE_TEXT_LENGTH);
    if (args.boolean('replace_original') && original) {
      edit(this.store, original, bot, content);
      return original;
    }
    const { channel, user } = to;
    const public_ = payload.response_type === 'in_channel';
    if (public_ && to.typed) post(this.store, { channel, user, subtype: 'slash' }, { text: to.typed });
    to.typed = undefined;
    const { message } = post(
      this.store,
      { channel, user: bot, threadTs: args.text('thread_ts'), onlyFor: public_ ? undefined : user },
      content,
    );
    to.source ??= message.ts;
    return message;
  }

  /** The routes behind the response URLs. */
  router(): Hono<ServerEnv> {
    return new Hono<ServerEnv>().post('/:kind{commands|actions}/:team/:id/:secret', async (c) => {
      const issued = this.issued.get(c.req.path);
      const refuse = (status: 400 | 404, error: string) => c.json({ ok: false, error }, status);
      if (!issued) return refuse(404, 'no_service');
      if (this.store.now() - issued.at > lifeMs) return refuse(404, 'expired_url');
      if (issued.used >= uses) return refuse(404, 'used_url');
      const payload: unknown = await c.req.json().catch(() => undefined);
      if (!isObject(payload)) return refuse(400, 'invalid_payload');
      issued.used += 1;
      try {
        this.show(issued.to, payload);
        return c.text('ok');
      } catch (error) {
        if (error instanceof SlackError) return c.json({ ok: false, error: error.code, ...error.fields }, 400);
        throw error;
      }
    });
  }
}
