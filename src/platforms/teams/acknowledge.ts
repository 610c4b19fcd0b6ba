import { type ChatEvent } from '../../model/chat-event';
import { type View } from '../../model/view';
import { type HttpAnswer } from '../platform';
import { emptyAnswer, jsonAnswer } from '../shared/http-answers';
import { windowAnswer } from './message-menu';
import { plainText } from './plain-text';

/** Renders a view as the one who looks at it sees it. */
export type CardFor = (view: View, event: Extract<ChatEvent, { origin: object }>) => Promise<object>;

/**
 * The answer to an activity. Messages get none; a press on a card always gets one, since Teams sends it again otherwise.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards#response-format
 */
export async function acknowledge(event: ChatEvent, view: View | undefined, cardFor: CardFor): Promise<HttpAnswer> {
  switch (event.kind) {
    case 'look':
      return view ? cardAnswer(await cardFor(view, event)) : messageAnswer('There is nothing to show.');
    case 'vote':
    case 'form':
    case 'command':
      if (!event.answerable) return emptyAnswer();
      if (!view) return messageAnswer(event.kind === 'command' ? `Asked: ${event.text}` : 'Taken.');
      return view.kind === 'notice' && !view.actions?.length && !view.form
        ? messageAnswer(plainText(view))
        : cardAnswer(await cardFor(view, event));
    case 'unsupported':
      return event.from ? messageAnswer(view ? plainText(view) : event.reason) : emptyAnswer();
    case 'pin':
      return windowAnswer(view ? plainText(view) : 'Taken.');
    case 'greeting':
    case 'home-opened':
    case 'reason-wanted':
    case 'typing-wanted':
    case 'form-wanted':
    case 'form-changed':
    case 'choices-wanted':
    case 'ignored':
      return emptyAnswer();
  }
}

function cardAnswer(value: object): HttpAnswer {
  return jsonAnswer(200, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value });
}

function messageAnswer(value: string): HttpAnswer {
  return jsonAnswer(200, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
}
