import { type KeyObject } from 'node:crypto';
import { type ChatEvent } from '../../model/chat-event';
import { type View } from '../../model/view';
import { ChatError } from '../chat-error';
import { type HttpAnswer, type Outbox, type Platform } from '../platform';
import { choicesAnswer, deferredAnswer, formAnswer, privateAnswer, silentAnswer, toldView } from './answers';
import { receive } from './receive';
import { type DiscordSettings } from './settings';
import { discordKey } from './verify-signature';

/** Discord as a chat platform: interactions over HTTP, without the gateway. So messages and reactions never reach us. */
export function createDiscord(settings: DiscordSettings): Platform {
  /** A form is the answer to the click that asks for it: kept from `askReason` to the acknowledgement of the same request. */
  const forms = new Map<string, object>();
  let key: KeyObject | undefined;
  let outbox: Promise<Outbox> | undefined;
  return {
    name: 'discord',
    receive: async (request) => {
      if (settings.publicKey) key ??= discordKey(settings.publicKey);
      return receive(settings, key, request);
    },
    acknowledge(event, view) {
      const wantsForm =
        event.kind === 'reason-wanted' || event.kind === 'typing-wanted' || event.kind === 'form-wanted';
      const handle = wantsForm ? event.formHandle : undefined;
      const form = handle === undefined ? undefined : forms.get(handle);
      if (handle === undefined || !form) return answer(event, view, settings);
      forms.delete(handle);
      return formAnswer(form);
    },
    offer: (choices) => choicesAnswer(choices),
    async outbox() {
      if (!settings.botToken) throw new ChatError('DISCORD_BOT_TOKEN is not set.', 'not_set_up', false);
      const keep = (handle: string, form: object) => void forms.set(handle, form);
      return (outbox ??= import('./outbox').then(({ discordOutbox }) => discordOutbox(settings, keep)));
    },
  };
}

/** Every interaction is answered, or its sender sees that it failed. What is not known yet is deferred. */
function answer(event: ChatEvent, view: View | undefined, { commands }: DiscordSettings): HttpAnswer {
  if (view) return privateAnswer(view);
  if (event.kind === 'unsupported') return privateAnswer(toldView(event.reason));
  if (event.kind === 'form-wanted') return privateAnswer(toldView('There is nothing to fill in for you.'));
  if (event.kind === 'command' && event.origin.pressed !== undefined) return silentAnswer();
  const name = event.kind === 'command' ? /^\/(\S+)/.exec(event.text)?.[1] : undefined;
  return deferredAnswer(commands.some((spec) => spec.name === name && spec.changes));
}
