import { ChatError } from '../chat-error';
import { type Outbox } from '../platform';
import { asText } from '../shared/read-json';
import { accountStanding } from './account-standing';
import { attach } from './attach';
import { commandForm } from './command-form';
import { discordCaller } from './discord-call';
import { discordChannels } from './discord-channels';
import { post, postOnce } from './post-message';
import { reasonForm, typingForm } from './reason-form';
import { renderMessage } from './render/render-message';
import { type DiscordSettings } from './settings';
import { whisper } from './whisper';

/**
 * All that we say to Discord of our own accord. An interaction's own address is used for the first answer only; from then on
 * messages are changed as the bot, which goes on after the 15 minutes that the address lives.
 */
export function discordOutbox(settings: DiscordSettings, keepForm: (handle: string, form: object) => void): Outbox {
  const call = discordCaller(settings);
  return {
    defers: true,
    post: (to, view, key, retriedSince) => postOnce(call, to, view, key, retriedSince),
    async update({ channel, message }, view) {
      const path = `/channels/${channel}/messages/${message}`;
      await call({ doing: 'an update', method: 'PATCH', path, body: renderMessage(view), repeatable: true });
    },
    whisper: (to, account, view, inPlace) => whisper(call, to, account, view, inPlace),
    async permalink({ channel, message }) {
      const { apiUrl, guildIds } = settings;
      const look = {
        doing: 'a look at a channel',
        method: 'GET',
        path: `/channels/${channel}`,
        repeatable: true,
      } as const;
      const guild = guildIds.length > 1 ? asText((await call(look))['guild_id']) : guildIds[0];
      return guild && `${apiUrl}/channels/${guild}/${channel}/${message}`;
    },
    attach: (to, file, how) => attach(call, to, file, how),
    async reply({ channel, message }, view) {
      const to = { message_reference: { message_id: message, fail_if_not_exists: false } };
      await post(call, channel, { ...renderMessage(view), ...to });
    },
    async askReason(handle, ballot, title) {
      keepForm(handle, reasonForm(ballot, title));
    },
    async askToType(handle, ballot, title, wanted) {
      keepForm(handle, typingForm(ballot, title, wanted));
    },
    async openForm(handle, form) {
      keepForm(handle, commandForm(form));
    },
    async changeForm() {
      throw new ChatError('Discord does not let an open form change.', 'not_supported', false);
    },
    standing: accountStanding(call, settings),
    channels: discordChannels(call, settings),
  };
}
