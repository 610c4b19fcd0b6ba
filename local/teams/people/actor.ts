import { randomUUID } from 'node:crypto';
import { actionsOf, inputsOf } from '../cards/walk';
import { CARD_TYPE } from '../connector/check-activity';
import { CONSENT_TYPE } from '../connector/check-file-card';
import { type Delivery } from '../delivery/deliveries';
import { clientInfo, envelope, newActivityId, type Place } from '../delivery/envelope';
import { isObject, type Conversation, type Json, type Message, type Person } from '../state/model';
import { textOf } from '../transcript/text-of';
import { composeMessage, quote, reachesApp } from './compose-message';
import { fillCard } from './fill-card';
import { readInvokeAnswer, type InvokeAnswer } from './invoke-answer';
import { messagePayload } from './message-payload';
import { readSearchAnswer } from './search-answer';
import { type ActingOptions, type Stage } from './stage';
import { readWindow, type Window } from './window-answer';

export interface Said {
  /** The ID of the message. */
  id: string;
  /** Absent where Teams does not tell the app of it. */
  delivery?: Delivery;
}

export type Picked = Window & { delivery: Delivery };

export type Clicked = InvokeAnswer & { delivery: Delivery };

/**
 * One person at the Teams client. Whatever the client would not let them do (a chat they are not in, a button they do
 * not see, a required input left empty) throws an Error.
 */
export class Actor {
  constructor(
    private readonly stage: Stage,
    readonly person: Person,
    private readonly options: ActingOptions = {},
  ) {}

  /** The ID of this person's chat with the app. */
  get personal(): string {
    const chat = this.stage.store.personal(this.person);
    if (!chat) throw new Error(`${this.person.name} has no chat with the app`);
    return chat.id;
  }

  /**
   * Posts a message, e.g. `say('deployments', '@Countersign deploy order-service v2.4.1 production')`.
   * @param where a conversation's ID, with `;messageid=` to stay in that thread, or the name of a channel or group chat
   * @param options.reply the message replied to: in a channel, in whose thread; elsewhere, quoted
   */
  say(where: string, text: string, { reply }: { reply?: string } = {}): Promise<Said> {
    const { conversation, thread } = this.in(where);
    const message = composeMessage(this.stage.store, text);
    const quoted = reply === undefined ? undefined : this.sees(conversation.id, reply);
    const id = this.stage.store.nextId();
    const inChannel = conversation.type === 'channel';
    const root = inChannel ? (quoted?.root ?? thread ?? id) : undefined;
    const html = quoted && !inChannel ? this.quoting(quoted) + message.html : message.html;
    const activity: Json = {
      ...this.envelope({ conversation, thread: root }),
      type: 'message',
      id,
      text: message.text + (conversation.type === 'personal' ? '' : '\n'),
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: html }],
      entities: [...message.mentions, clientInfo],
      ...(root !== undefined && root !== id ? { replyToId: root } : quoted ? { replyToId: quoted.id } : {}),
    };
    this.stage.store.post({ id, conversation: conversation.id, root, from: this.person.id }, activity);
    return this.delivered(id, reachesApp(conversation, message) ? activity : undefined);
  }

  /** Changes a message of one's own. */
  edit(where: string, id: string, text: string): Promise<Said> {
    const { conversation } = this.in(where);
    const message = this.own(conversation.id, id);
    const composed = composeMessage(this.stage.store, text);
    const activity: Json = {
      ...message.versions.at(-1),
      type: 'messageUpdate',
      text: composed.text,
      attachments: [{ contentType: 'text/html', content: composed.html }],
      entities: [...composed.mentions, clientInfo],
      ...this.changed('editMessage', { conversation, thread: message.root }),
    };
    this.stage.store.edit(message, activity);
    return this.delivered(id, reachesApp(conversation, composed) ? activity : undefined);
  }

  /** Deletes a message of one's own. */
  remove(where: string, id: string): Promise<Said> {
    const { conversation } = this.in(where);
    const message = this.own(conversation.id, id);
    this.stage.store.remove(message);
    const activity: Json = {
      ...message.versions.at(-1),
      type: 'messageDelete',
      text: '',
      attachments: [],
      ...this.changed('softDeleteMessage', { conversation, thread: message.root }),
    };
    return this.delivered(id, activity);
  }

  /** The card of a message as this person sees it now. @throws Error when it has none */
  card(where: string, id: string): Json {
    const message = this.sees(this.in(where).conversation.id, id);
    const card = message.personal[this.person.id] ?? cardOf(message);
    if (!card) throw new Error(`message ${id} has no card`);
    return card;
  }

  /**
   * Presses a button of a card.
   * @param action its verb, its ID or its title
   * @param inputs what was filled in, by input ID
   */
  async click(where: string, id: string, action: string, inputs: Record<string, string> = {}): Promise<Clicked> {
    const { store } = this.stage;
    const card = this.card(where, id);
    const pressed = find(card, action);
    const label = String(pressed.title ?? pressed.verb ?? pressed.id);
    if (pressed.isEnabled === false) throw new Error(`[${label}] is disabled`);
    const message = this.sees(this.in(where).conversation.id, id);
    const offered = (input: string) => message.offered?.[`${this.person.id} ${input}`] ?? [];
    const values = pressed.associatedInputs === 'none' ? {} : fillCard(card, inputs, offered);
    const { conversation } = this.in(where);
    const about = { conversation: conversation.id, who: this.person.id, message: id };
    store.log({ kind: 'clicked', ...about, label, inputs: values });
    if (pressed.type === 'Action.Submit') return { delivery: await this.submit(conversation, id, pressed, values) };
    if (pressed.type !== 'Action.Execute')
      throw new Error(`[${label}] is ${String(pressed.type)}, of which no app hears`);
    return this.invoke(conversation, id, pressed, values, 'manual');
  }

  /**
   * Types into a menu that asks the app what it may offer.
   * @param inputs what the other inputs hold, by input ID
   * @returns the choices' titles
   */
  async search(
    where: string,
    id: string,
    input: string,
    text: string,
    inputs: Record<string, string> = {},
  ): Promise<string[]> {
    const { conversation } = this.in(where);
    const menu = inputsOf(this.card(where, id)).find((one) => one.id === input);
    const query = menu?.['choices.data'];
    if (!isObject(query)) throw new Error(`${input} is no menu that asks the app`);
    const message = this.sees(conversation.id, id);
    const delivery = await this.send({
      ...this.envelope({ conversation, thread: message.root }),
      type: 'invoke',
      name: 'application/search',
      id: newActivityId(),
      replyToId: id,
      entities: [clientInfo],
      value: {
        queryText: text,
        queryOptions: { skip: query.skip ?? 0, top: query.count ?? 15 },
        dataset: query.dataset,
        ...(query.associatedInputs === 'auto' && { data: inputs }),
      },
    });
    const choices = readSearchAnswer(delivery);
    message.offered = { ...message.offered, [`${this.person.id} ${input}`]: choices.map(({ value }) => value) };
    return choices.map(({ title }) => title);
  }

  /**
   * Picks an entry of the app in a message's menu.
   * @param entry the ID of a command in the app's manifest
   * @returns the word that the client shows in a window
   */
  async pick(where: string, id: string, entry: string): Promise<Picked> {
    const { conversation } = this.in(where);
    const message = this.sees(conversation.id, id);
    const { store } = this.stage;
    store.log({
      kind: 'clicked',
      conversation: conversation.id,
      who: this.person.id,
      message: id,
      label: entry,
      inputs: {},
    });
    const delivery = await this.send({
      ...this.envelope({ conversation, thread: message.root }),
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      id: newActivityId(),
      entities: [clientInfo],
      value: {
        commandId: entry,
        commandContext: 'message',
        requestId: randomUUID().replaceAll('-', ''),
        messagePayload: messagePayload(store.state, message),
        context: { theme: 'default' },
      },
    });
    const told = readWindow(delivery);
    const text = told.message ?? told.trouble ?? '';
    store.log({ kind: 'noted', conversation: conversation.id, who: this.person.id, onlyFor: this.person.id, text });
    return { ...told, delivery };
  }

  /** Accepts or declines a file that the app offers; an accepted one has a place in the person's OneDrive. */
  async consent(id: string, action: 'accept' | 'decline'): Promise<Delivery> {
    const { conversation } = this.in(this.personal);
    const message = this.sees(conversation.id, id);
    const { attachments } = message.versions.at(-1) ?? {};
    const offer = Array.isArray(attachments) ? attachments.filter(isObject).find(isConsentCard) : undefined;
    if (!offer || !isObject(offer.content)) throw new Error(`message ${id} offers no file`);
    const accepts = action === 'accept';
    this.stage.store.log({
      kind: 'clicked',
      conversation: conversation.id,
      who: this.person.id,
      message: id,
      label: accepts ? 'Allow' : 'Decline',
      inputs: {},
    });
    return this.send({
      ...this.envelope({ conversation }),
      type: 'invoke',
      name: 'fileConsent/invoke',
      id: newActivityId(),
      replyToId: id,
      entities: [clientInfo],
      value: {
        type: 'fileUpload',
        action,
        context: offer.content[accepts ? 'acceptContext' : 'declineContext'],
        ...(accepts && { uploadInfo: this.stage.drive.begin(String(offer.name)) }),
      },
    });
  }

  /** What the client does by itself when a card whose `refresh` names this person comes into view. */
  async refresh(where: string, id: string): Promise<Clicked> {
    const message = this.sees(this.in(where).conversation.id, id);
    const refresh = cardOf(message)?.refresh;
    if (!isObject(refresh) || !isObject(refresh.action))
      throw new Error(`the card of ${id} refreshes itself for nobody`);
    if (Array.isArray(refresh.userIds) && !refresh.userIds.includes(this.person.id))
      throw new Error(`the card of ${id} does not refresh itself for ${this.person.name}`);
    return this.invoke(this.in(where).conversation, id, refresh.action, {}, 'automatic');
  }

  /**
   * Sends an invoke as a client that does not keep to the card: another verb, other data.
   * @param action `{ verb, data }` as they are to arrive
   */
  forge(where: string, id: string, action: Json): Promise<Clicked> {
    const { conversation } = this.in(where);
    return this.invoke(conversation, id, { type: 'Action.Execute', ...action }, {}, 'manual');
  }

  /** Gets the app for oneself. */
  install(): Promise<Delivery[]> {
    return this.installing(this.personal, 'add');
  }

  /** Gives the app up for oneself; proactive messages are refused from then on. */
  uninstall(): Promise<Delivery[]> {
    return this.installing(this.personal, 'remove');
  }

  /** Adds the app to a group chat or, with one of its channels, to the team. */
  addApp(where: string): Promise<Delivery[]> {
    return this.installing(where, 'add');
  }

  /** Becomes a member of a group chat or of the team. */
  async join(where: string): Promise<Delivery> {
    const { store } = this.stage;
    const conversation = this.known(where).conversation;
    if (!conversation.members.includes(this.person.id)) conversation.members.push(this.person.id);
    store.log({ kind: 'joined', conversation: conversation.id, who: this.person.id });
    return this.send({
      ...this.envelope({ conversation }),
      type: 'conversationUpdate',
      id: newActivityId(),
      membersAdded: [{ id: this.person.id, aadObjectId: this.person.aadObjectId }],
      ...this.eventOf('teamMemberAdded', { conversation }),
    });
  }

  private async installing(where: string, action: 'add' | 'remove'): Promise<Delivery[]> {
    const { store } = this.stage;
    const conversation = this.in(where).conversation;
    const { bot, conversations } = store.state;
    const whole =
      conversation.type === 'channel' ? conversations.filter(({ type }) => type === 'channel') : [conversation];
    for (const one of whole) one.installed = action === 'add';
    const kind = action === 'add' ? 'installed' : 'uninstalled';
    store.log({ kind, conversation: conversation.id, who: this.person.id });
    const common = { ...this.envelope({ conversation }), id: newActivityId() };
    const roster = { [action === 'add' ? 'membersAdded' : 'membersRemoved']: [{ id: bot.id }] };
    const event = this.eventOf(action === 'add' ? 'teamMemberAdded' : 'teamMemberRemoved', { conversation });
    const activities = [
      { ...common, type: 'installationUpdate', action },
      { ...common, type: 'conversationUpdate', id: newActivityId(), ...roster, ...event },
    ];
    return Promise.all(activities.map((activity) => this.send(activity)));
  }

  private submit(conversation: Conversation, id: string, pressed: Json, values: Json): Promise<Delivery> {
    const thread = this.sees(conversation.id, id).root;
    const activity = {
      ...this.envelope({ conversation, thread }),
      type: 'message',
      id: newActivityId(),
      replyToId: id,
      value: { ...(isObject(pressed.data) ? pressed.data : {}), ...values },
    };
    return this.send(activity);
  }

  private async invoke(
    conversation: Conversation,
    id: string,
    action: Json,
    values: Json,
    trigger: 'manual' | 'automatic',
  ): Promise<Clicked> {
    const { store } = this.stage;
    const message = this.sees(conversation.id, id);
    const { title, verb, id: actionId } = action;
    const common = this.envelope({ conversation, thread: message.root });
    const activity: Json = {
      ...common,
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: newActivityId(),
      replyToId: id,
      entities: [clientInfo],
      channelData: { ...(common.channelData as Json), source: { name: 'message' }, legacy: { replyToId: `1:${id}` } },
      value: {
        action: { type: 'Action.Execute', title, id: actionId, verb, data: merged(action.data, values) },
        trigger,
      },
    };
    let delivery = await this.send(activity);
    if (delivery.answer?.status === 200 && delivery.answer.body === '')
      delivery = await this.stage.deliveries.redeliver(delivery.id);
    const answer = readInvokeAnswer(delivery);
    const about = { conversation: conversation.id, who: this.person.id, onlyFor: this.person.id };
    if (answer.card) {
      message.personal[this.person.id] = answer.card;
      store.log({ kind: 'refreshed', ...about, message: id, card: answer.card });
    }
    const word = answer.message ?? answer.trouble;
    if (word !== undefined) store.log({ kind: 'noted', ...about, text: word });
    return { ...answer, delivery };
  }

  private async delivered(id: string, activity: Json | undefined): Promise<Said> {
    return activity ? { id, delivery: await this.send(activity) } : { id };
  }

  private send(activity: Json): Promise<Delivery> {
    return this.stage.deliveries.send(activity, this.options.token);
  }

  private envelope(place: Place): Json {
    return envelope(this.stage.store, this.stage.serviceUrl(), place, this.person);
  }

  private changed(eventType: string, place: Place): Json {
    const { timestamp, localTimestamp, channelData } = this.envelope(place);
    return { timestamp, localTimestamp, channelData: { ...(channelData as Json), eventType } };
  }

  private eventOf(eventType: string, place: Place): Json {
    const { channelData } = this.envelope(place);
    return place.conversation.type === 'channel' ? { channelData: { ...(channelData as Json), eventType } } : {};
  }

  private quoting(message: Message): string {
    const { bot, people } = this.stage.store.state;
    const author = people.find(({ id }) => id === message.from) ?? { id: bot.id, displayName: bot.name };
    return quote(author, message, textOf(message.versions.at(-1) ?? {}));
  }

  private known(where: string): Place {
    const conversation = this.stage.store.conversation(where);
    if (!conversation) throw new Error(`there is no conversation ${where}`);
    return { conversation, thread: where.split(';messageid=')[1] };
  }

  private in(where: string): Place {
    const place = this.known(where);
    if (!place.conversation.members.includes(this.person.id))
      throw new Error(`${this.person.name} is not in ${place.conversation.name}`);
    return place;
  }

  private sees(conversation: string, id: string): Message {
    const message = this.stage.store.message(conversation, id);
    if (!message || message.deleted) throw new Error(`there is no message ${id} in ${conversation}`);
    return message;
  }

  private own(conversation: string, id: string): Message {
    const message = this.sees(conversation, id);
    if (message.from !== this.person.id) throw new Error(`message ${id} is not ${this.person.name}'s`);
    return message;
  }
}

/** The card that everybody sees. */
export function cardOf(message: Message): Json | undefined {
  const attachments = message.versions.at(-1)?.attachments;
  const found = Array.isArray(attachments)
    ? attachments.filter(isObject).find(({ contentType }) => contentType === CARD_TYPE)
    : undefined;
  return isObject(found?.content) ? found.content : undefined;
}

const isConsentCard = ({ contentType }: Json) => contentType === CONSENT_TYPE;

function find(card: Json, action: string): Json {
  const all = actionsOf(card);
  const found = ['verb', 'id', 'title'].map((name) => all.find((one) => one[name] === action)).find(Boolean);
  if (!found) {
    const there = all.map(({ verb, id, title }) => [title, verb ?? id].map(String).join(' = '));
    throw new Error(`there is no button ${action}; there ${there.length ? `are ${there.join(', ')}` : 'is none'}`);
  }
  return found;
}

const merged = (data: unknown, values: Json): Json | undefined =>
  isObject(data) || Object.keys(values).length > 0 ? { ...(isObject(data) ? data : {}), ...values } : undefined;
