import { CARD_TYPE } from '../connector/check-activity';
import { CONSENT_TYPE, isFileCard } from '../connector/check-file-card';
import { isObject, type Json } from '../state/model';
import { renderCard } from './render-card';

/** A message as plain text, its cards below its words. Mentions stand as `@name`. */
export function textOf(activity: Json): string {
  const words = typeof activity.text === 'string' ? activity.text.replace(/<at>([^<]*)<\/at>/g, '@$1').trim() : '';
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isObject) : [];
  const cards = attachments.flatMap((one) => {
    const { contentType, content, name } = one;
    if (isFileCard(one)) return [`${contentType === CONSENT_TYPE ? '📎 Allow the file?' : '📎'} ${String(name)}`];
    return contentType === CARD_TYPE && isObject(content) ? renderCard(content) : [];
  });
  return [...(words ? [words] : []), ...cards].join('\n');
}
