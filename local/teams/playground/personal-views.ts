import { CARD_TYPE } from '../connector/check-activity';
import { envelope, newActivityId } from '../delivery/envelope';
import { isObject, type Json, type Person, type State } from '../state/model';

interface Shown {
  conversation: string;
  id: string;
  /** As the bot sent it last. */
  activity: Json;
}

interface Options {
  /** Asks the Playground's connector. */
  connector: (path: string, init: RequestInit) => Promise<Response>;
  toApp: (activity: Json) => Promise<Response>;
  state: Readonly<State>;
  serviceUrl: string;
  /** Who looks. */
  person: () => Person;
}

const kept = 50;

/**
 * Cards that refresh themselves, as Teams has them: whoever a card's `refresh` names sees their own view of it. The
 * Playground takes no notice of `refresh`, so the view takes the place of the message there.
 */
export class PersonalViews {
  private shown: Shown[] = [];

  constructor(private readonly options: Options) {}

  /** Takes note of what the bot posted or updated, and shows it. */
  note(method: string, path: string, body: string, answer: string): void {
    const [, conversation = '', id] = /\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    if (!conversation || !['POST', 'PUT'].includes(method)) return;
    const sent = parsed(body);
    const messageId = method === 'PUT' ? decodeURIComponent(id ?? '') : parsed(answer).id;
    if (typeof messageId !== 'string') return;
    const shown = { conversation: decodeURIComponent(conversation), id: messageId, activity: sent };
    this.shown = [...this.shown.filter((one) => one.id !== messageId), shown].slice(-kept);
    /* What was just posted stands there already; a view that cannot be shown leaves it standing. */
    if (this.named(shown)) this.show(shown).catch(() => undefined);
  }

  /** Shows everything anew, to whoever looks now. */
  async showAll(): Promise<void> {
    for (const shown of this.shown.filter(({ activity }) => refreshOf(activity))) await this.show(shown);
  }

  private async show(shown: Shown): Promise<void> {
    const person = this.options.person();
    const refresh = refreshOf(shown.activity) ?? {};
    const named = this.named(shown);
    const card = named ? await this.ask(shown, person, refresh) : undefined;
    const overtaken = !this.shown.includes(shown) || this.options.person() !== person;
    if (overtaken || (named && !card)) return;
    const activity = card
      ? { ...shown.activity, attachments: [{ contentType: CARD_TYPE, content: card }] }
      : shown.activity;
    const { conversation, id } = shown;
    await this.options.connector(
      `v3/conversations/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(id)}`,
      { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) },
    );
  }

  /** Whether the card refreshes itself for whoever looks. */
  private named({ activity }: Shown): boolean {
    const refresh = refreshOf(activity);
    if (!refresh) return false;
    return !Array.isArray(refresh.userIds) || refresh.userIds.includes(this.options.person().id);
  }

  private async ask({ conversation, id }: Shown, person: Person, refresh: Json): Promise<Json | undefined> {
    const { state, serviceUrl, toApp } = this.options;
    const [base, thread] = conversation.split(';messageid=');
    const known = state.conversations.find((one) => one.id === base);
    if (!known) return undefined;
    const { verb, data } = isObject(refresh.action) ? refresh.action : {};
    const answer = await toApp({
      ...envelope({ state, now: Date.now }, serviceUrl, { conversation: known, thread }, person),
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: newActivityId(),
      replyToId: id,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'automatic' },
    });
    const { type, value } = parsed(await answer.text());
    return type === CARD_TYPE && isObject(value) ? value : undefined;
  }
}

/** The `refresh` of the card that the activity carries. */
function refreshOf({ attachments }: Json): Json | undefined {
  const card = Array.isArray(attachments) && isObject(attachments[0]) ? attachments[0].content : undefined;
  return isObject(card) && isObject(card.refresh) ? card.refresh : undefined;
}

function parsed(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
