import { type View } from '../../model/view';
import { type HttpAnswer } from '../platform';
import { jsonAnswer } from '../shared/http-answers';
import { CHOICE, CHOICES } from './limits';
import { renderMessage } from './render/render-message';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const MESSAGE = 4;
const DEFERRED_MESSAGE = 5;
const DEFERRED_UPDATE = 6;
const OFFER = 8;
const MODAL = 9;

/** Message flags. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const EPHEMERAL = 64;
export const LOADING = 128;

/** For the eyes of whoever it answers. */
export function privateAnswer(view: View): HttpAnswer {
  return jsonAnswer(200, { type: MESSAGE, data: { ...renderMessage(view), flags: EPHEMERAL } });
}

/** “Countersign is thinking…”, until the outbox puts something in its place. */
export function deferredAnswer(toAll: boolean): HttpAnswer {
  return jsonAnswer(200, { type: DEFERRED_MESSAGE, data: toAll ? {} : { flags: EPHEMERAL } });
}

/** Nothing is to be seen: what was pressed may change, or a message follow. */
export function silentAnswer(): HttpAnswer {
  return jsonAnswer(200, { type: DEFERRED_UPDATE });
}

export function formAnswer(data: object): HttpAnswer {
  return jsonAnswer(200, { type: MODAL, data });
}

/** What is longer would come back as something else. */
export function choicesAnswer(choices: string[]): HttpAnswer {
  const offered = choices.filter((choice) => choice.trim() && choice.length <= CHOICE).slice(0, CHOICES);
  return jsonAnswer(200, {
    type: OFFER,
    data: { choices: offered.map((choice) => ({ name: choice, value: choice })) },
  });
}

/** One sentence, told at once and without anything being done. */
export function toldAnswer(words: string): { answer: HttpAnswer } {
  return { answer: privateAnswer(toldView(words)) };
}

export function toldView(words: string): View {
  return { kind: 'notice', tone: 'bad', icon: '⛔', headline: [words] };
}
