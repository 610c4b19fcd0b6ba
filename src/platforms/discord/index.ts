import { type KeyObject } from 'node:crypto';
import { type ChatEvent } from '../../model/chat-event';
import { type View } from '../../model/view';
import { ChatError } from '../chat-error';
import { type HttpAnswer, type Outbox, type Platform } from '../platform';
import { deferredAnswer, formAnswer, privateAnswer, silentAnswer, toldView } from './answers';
import { completions } from './completions';
import { receive } from './receive';
import { type DiscordSettings, type DiscordSurroundings } from './settings';
import { discordKey } from './verify-signature';

/** Discord as a chat platform: interactions over HTTP, without the gateway. So messages and reactions never reach us. */
export function createDiscord(settings: DiscordSettings, surroundings: DiscordSurroundings): Platform {
  const complete = completions(surroundings);
  /** A form is the answer to the click that asks for it: kept from `askReason` to the acknowledgement of the same request. */
  const forms = new Map<string, object>();
  let key: KeyObject | undefined;
  let outbox: Promise<Outbox> | undefined;
  return {
    name: 'discord',
    receive: (request) => {
      if (settings.publicKey) key ??= discordKey(settings.publicKey);
      return receive(settings, key, surroundings, complete, request);
    },
    acknowledge(event, view) {
      const form = event.kind === 'reason-wanted' ? forms.get(event.formHandle) : undefined;
      if (!form || event.kind !== 'reason-wanted') return answer(event, view, surroundings);
      forms.delete(event.formHandle);
      return formAnswer(form);
    },
    async outbox() {
      if (!settings.botToken) throw new ChatError('DISCORD_BOT_TOKEN is not set.', 'not_set_up', false);
      const keep = (handle: string, form: object) => void forms.set(handle, form);
      return (outbox ??= import('./outbox').then(({ discordOutbox }) => discordOutbox(settings, keep)));
    },
  };
}

/** Every interaction is answered, or its sender sees that it failed. What is not known yet is deferred. */
function answer(event: ChatEvent, view: View | undefined, { commands }: DiscordSurroundings): HttpAnswer {
  if (view) return privateAnswer(view);
  if (event.kind === 'unsupported') return privateAnswer(toldView(event.reason));
  if (event.kind === 'command' && event.origin.pressed !== undefined) return silentAnswer();
  const name = event.kind === 'command' ? /^\/(\S+)/.exec(event.text)?.[1] : undefined;
  return deferredAnswer(commands.some((spec) => spec.name === name && spec.changes));
}
