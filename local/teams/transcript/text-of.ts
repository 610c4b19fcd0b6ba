import { CARD_TYPE } from '../connector/check-activity';
import { isObject, type Json } from '../state/model';
import { renderCard } from './render-card';

/** A message as plain text, its cards below its words. Mentions stand as `@name`. */
export function textOf(activity: Json): string {
  const words = typeof activity.text === 'string' ? activity.text.replace(/<at>([^<]*)<\/at>/g, '@$1').trim() : '';
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isObject) : [];
  const cards = attachments.flatMap(({ contentType, content }) =>
    contentType === CARD_TYPE && isObject(content) ? renderCard(content) : [],
  );
  return [...(words ? [words] : []), ...cards].join('\n');
}
