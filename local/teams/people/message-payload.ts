import { isObject, type Json, type Message, type State } from '../state/model';

/**
 * A message as an invoke from its menu carries it.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module#payload-activity-properties-when-a-dialog-is-invoked-from-a-message
 */
export function messagePayload(
  { people, bot }: Readonly<State>,
  { id, root, conversation, from, versions }: Message,
): Json {
  const activity = versions.at(-1) ?? {};
  const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isObject) : [];
  const html = attachments.find(({ contentType }) => contentType === 'text/html');
  const cards = attachments.filter(({ contentType }) => contentType !== 'text/html');
  const marks = cards.map((_, index) => `<attachment id="${index}"></attachment>`).join('');
  const text = html
    ? String(html.content).replace(MENTION, '<at id="$1">$2</at>')
    : escaped(String(activity.text ?? ''));
  const author = people.find((person) => person.id === from);
  return {
    linkToMessage: `https://teams.microsoft.com/l/message/${conversation}/${id}`,
    id,
    replyToId: root === undefined || root === id ? null : root,
    createdDateTime: new Date(Number(id)).toISOString(),
    lastModifiedDateTime: null,
    deleted: false,
    summary: null,
    importance: 'normal',
    locale: 'en-us',
    body: { contentType: 'html', content: `<div>${text}${marks}</div>` },
    from: {
      device: null,
      conversation: null,
      user: author ? { userIdentityType: 'aadUser', id: author.aadObjectId, displayName: author.displayName } : null,
      application: author ? null : { applicationIdentityType: 'bot', id: bot.appId, displayName: bot.name },
    },
    reactions: [],
    mentions: [],
    attachments: cards.map((card, index) => ({ id: String(index), contentType: card.contentType, name: null })),
  };
}

/** As clients write a mention; in what an app is given of a message it is another element. */
const MENTION = /<span itemtype="http:\/\/schema\.skype\.com\/Mention"[^<>]*\bitemid="(\d+)">([^<>]*)<\/span>/g;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
