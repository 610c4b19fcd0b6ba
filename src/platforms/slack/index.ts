import { ChatError } from '../chat-error';
import { type ChatEvent } from '../../model/chat-event';
import { type View } from '../../model/view';
import { type HttpAnswer, type Outbox, type Platform } from '../platform';
import { plainNames } from './command-names';
import { formErrors, menuOptions } from './command-form';
import { emptyAnswer, jsonAnswer } from '../shared/http-answers';
import { receive } from './receive';
import { renderMessage } from './render/render-message';
import { type SlackSettings } from './settings';

const isFormSent = (event: ChatEvent) => event.kind === 'form' || (event.kind === 'vote' && event.by === 'form');

/**
 * Slack as a chat platform. Nothing of Slack's SDK is loaded before the first message is sent.
 * Only slash commands (`answerable`) show the view of an acknowledgement; Slack takes none in answer to clicks, forms and events.
 */
export function createSlack(
  settings: SlackSettings,
): Omit<Platform, 'acknowledge'> & { acknowledge(event: ChatEvent, view?: View): HttpAnswer } {
  const { botToken, commandNames } = settings;
  const plain = plainNames(commandNames);
  /** Views that are made once, such as help, are rendered once. */
  const rendered = new WeakMap<View, HttpAnswer>();
  let outbox: Promise<Outbox> | undefined;
  return {
    name: 'slack',
    receive: async (request) => receive(settings, plain, request),
    acknowledge(event, view) {
      if (view?.faults && isFormSent(event)) {
        return jsonAnswer(200, { response_action: 'errors', errors: formErrors(view.faults, view.form) });
      }
      if (!view || event.kind !== 'command' || !event.answerable) return emptyAnswer();
      const known = rendered.get(view) ?? jsonAnswer(200, { response_type: 'ephemeral', ...renderMessage(view) });
      rendered.set(view, known);
      return known;
    },
    offer: (choices) => jsonAnswer(200, { options: menuOptions(choices) }),
    async outbox() {
      if (!botToken) throw new ChatError('SLACK_BOT_TOKEN is not set.', 'not_set_up', false);
      return (outbox ??= import('./outbox').then(({ slackOutbox }) => slackOutbox(settings)));
    },
  };
}
