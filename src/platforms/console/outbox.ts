import { type ConsoleBoard } from '../../model/console-board';
import { ChatError } from '../chat-error';
import { type Outbox } from '../platform';

/** All that is said to the command line is kept as rows, where whoever asked finds it. */
export function consoleOutbox(board: ConsoleBoard, tenantId: string | undefined): Outbox {
  const noForms = async () => {
    throw new ChatError('The command line asks for what is missing by itself.', 'not_supported', false);
  };
  return {
    async post({ tenant, channel }, view, key) {
      await board.post(channel, key, view);
      return { platform: 'console', tenant, channel, message: key };
    },
    update: ({ channel, message }, view) => board.change(channel, message, view),
    // Without a handle it is about nothing that they asked here.
    whisper: (to, account, view) => board.tell(account, (to.account === account && to.replyUrl) || '', view),
    async attach({ replyUrl = '', account: asker }, { content, ...file }, { account = asker } = {}) {
      if (typeof content !== 'string') return 'unsupported';
      try {
        await board.give(account, replyUrl, { ...file, content });
        return 'here';
      } catch (error) {
        if (error instanceof RangeError) return 'unsupported';
        throw error;
      }
    },
    reply: ({ channel, message }, view) => board.reply(channel, message, view),
    permalink: async () => undefined,
    askReason: noForms,
    askToType: noForms,
    openForm: noForms,
    changeForm: noForms,
    // Entra gives a token to accounts of its tenant that are active, and for an hour at most; the vote came with one.
    standing: async (_account, tenant) => (tenant === tenantId ? 'ours' : 'stranger'),
  };
}
