import { messageShape, viewShape } from '../api/shapes';
import { describe } from '../api/slack-error';
import { type Json } from '../block-kit/check';
import { validateSuggestions } from '../block-kit/validate-suggestions';
import { elementsOf, type Placed } from '../block-kit/walk';
import { failureOf, type Delivery } from '../delivery/deliveries';
import { actorFields, channelName, workspaceFields } from '../delivery/origin';
import { directMessage } from '../state/channels';
import { contentOf, findMessage, post, react, unreact } from '../state/messages';
import { type Channel, type Message, type User, type View } from '../state/model';
import { closeView, logView, stackOf } from '../state/views';
import { composeText } from './compose-text';
import { fillForm, valueOf, type FormValues } from './fill-form';
import { richTextOf } from './rich-text-of';
import { runCommand, type CommandResult } from './run-command';
import { type Stage } from './stage';
import { applyViewAnswer } from './view-answer';

export interface Submitted {
  /** Absent when Slack's client did not let the form go. */
  delivery?: Delivery;
  /** What stands at the fields afterwards, by block ID. */
  errors?: Record<string, string>;
  /** What stands under the form when the answer failed. */
  trouble?: string;
  closed: boolean;
}

/**
 * One person at Slack's client. Whatever the client would not let them do (a channel they are not in, a button they
 * do not see) throws an Error.
 */
export class Actor {
  constructor(
    private readonly stage: Stage,
    readonly user: User,
  ) {
    if (user.deleted) throw new Error(`${user.name} is deleted and can do nothing`);
  }

  /** Types a slash command, e.g. `command('C0DEPLOY', '/deploy', 'order-service v2.4.1 production')`. */
  command(channel: string, command: string, text = ''): Promise<CommandResult> {
    return runCommand(this.stage, this.user, this.in(channel), command, text);
  }

  /** Posts a message; mentions and direct messages become events. @returns it and the first attempts to deliver them */
  async say(
    channel: string,
    text: string,
    options: { thread?: string } = {},
  ): Promise<{ ts: string; deliveries: Delivery[] }> {
    const { store, events } = this.stage;
    const into = this.in(channel);
    const composed = composeText(text, store.state);
    const { message, moment } = post(
      store,
      { channel: into.id, user: this.user.id, threadTs: options.thread },
      { text: composed, blocks: [richTextOf(composed)] },
    );
    return { ts: message.ts, deliveries: await events.deliveriesOf(moment) };
  }

  /** The channel of this person's direct messages with the app, opened when there is none. */
  dm(): string {
    return directMessage(this.stage.store, this.user.id, this.stage.store.bot.id).id;
  }

  /** Opens the app's home tab. https://docs.slack.dev/reference/events/app_home_opened */
  async openHome(): Promise<Delivery | undefined> {
    const { store, events } = this.stage;
    const channel = directMessage(store, this.user.id, store.bot.id);
    const view = this.home();
    const event = {
      type: 'app_home_opened',
      user: this.user.id,
      channel: channel.id,
      tab: 'home',
      event_ts: store.nextTs(),
      ...(view ? { view: viewShape(store, view) } : {}),
    };
    return events.opened(event, channel);
  }

  /** What the app shows on its home tab; click there with `clickIn`. */
  home(): View | undefined {
    return this.stage.store.state.views.find(({ kind, viewer }) => kind === 'home' && viewer === this.user.id);
  }

  async react(channel: string, ts: string, name: string): Promise<Delivery[]> {
    const moment = react(this.stage.store, this.sees(channel, ts), this.user.id, name);
    if (!moment) throw new Error(`${this.user.name} has reacted with :${name}: before`);
    return this.stage.events.deliveriesOf(moment);
  }

  async unreact(channel: string, ts: string, name: string): Promise<Delivery[]> {
    const moment = unreact(this.stage.store, this.sees(channel, ts), this.user.id, name);
    if (!moment) throw new Error(`${this.user.name} has no :${name}: there`);
    return this.stage.events.deliveriesOf(moment);
  }

  /**
   * Clicks a button, or chooses in a menu, of a message.
   * @param action its action_id; where none has it, the label
   * @param choice the value of the option, for menus
   */
  async click(channel: string, ts: string, action: string, choice?: string | string[]): Promise<Delivery> {
    const { store, replies } = this.stage;
    const message = this.sees(channel, ts);
    const placed = find(contentOf(message).blocks ?? [], action);
    store.log({
      kind: 'clicked',
      user: this.user.id,
      channel,
      onlyFor: message.onlyFor,
      ts,
      label: labelOf(placed.element),
    });
    const thread = message.threadTs ? { thread_ts: message.threadTs } : {};
    return this.interact(
      'block_actions',
      { channel },
      {
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: Boolean(message.onlyFor),
          ...thread,
        },
        channel: { id: channel, name: channelName(this.in(channel)) },
        ...(message.onlyFor ? {} : { message: messageShape(store, message) }),
        state: { values: {} },
        response_url: replies.issue('actions', { user: this.user.id, channel, source: ts }),
        actions: [actionOf(placed, choice, store.nextTs())],
      },
    );
  }

  /** Chooses one of the app's shortcuts in a message's menu. */
  async shortcut(channel: string, ts: string, callbackId: string): Promise<Delivery> {
    const { store, replies } = this.stage;
    const message = this.sees(channel, ts);
    return this.interact(
      'message_action',
      { channel },
      {
        callback_id: callbackId,
        action_ts: store.nextTs(),
        message_ts: ts,
        channel: { id: channel, name: channelName(this.in(channel)) },
        message: messageShape(store, message),
        response_url: replies.issue('actions', { user: this.user.id, channel, source: ts }),
      },
    );
  }

  /** Clicks a button, or chooses in a menu, of a modal. @param entered what stands in its fields, by block ID or action ID */
  async clickIn(
    viewId: string,
    action: string,
    choice?: string | string[],
    entered: FormValues = {},
  ): Promise<Delivery> {
    const { store } = this.stage;
    const view = this.has(viewId);
    const placed = find(view.body.blocks as Json[], action);
    store.log({
      kind: 'clicked',
      user: this.user.id,
      channel: view.channel,
      onlyFor: this.user.id,
      viewId,
      label: labelOf(placed.element),
    });
    return this.interact(
      'block_actions',
      { channel: view.channel, viewId },
      {
        container: { type: 'view', view_id: viewId },
        view: viewShape(store, view, valuesIn(view, choice === undefined ? entered : { ...entered, [action]: choice })),
        actions: [actionOf(placed, choice, store.nextTs())],
      },
    );
  }

  /**
   * Opens a menu of a modal whose choices the app is asked for, or types in it. @returns what is offered
   * @throws Error when the app does not answer in time, or with what Slack would not show
   */
  async suggest(viewId: string, action: string, typed = ''): Promise<Json[]> {
    const { store } = this.stage;
    const view = this.has(viewId);
    const { element, block } = find(view.body.blocks as Json[], action);
    const { min_query_length: least = 3 } = element;
    if (typed.length < Number(least)) return [];
    const delivery = await this.interact('block_suggestion', undefined, {
      container: { type: 'view', view_id: viewId },
      action_id: element.action_id,
      block_id: block.block_id,
      value: typed,
      view: viewShape(store, view),
    });
    return optionsOf(delivery);
  }

  /** The modal on top, when one is open. */
  modal(): View | undefined {
    return stackOf(this.stage.store, this.user.id).at(-1);
  }

  /** Fills in a modal and presses its submit button. @param entered by block ID or action ID */
  async submit(viewId: string, entered: FormValues = {}): Promise<Submitted> {
    const { store } = this.stage;
    const view = this.has(viewId);
    if (!view.body.submit) throw new Error('this modal has no submit button');
    const { values, errors } = fillForm(view.body.blocks as Json[], entered);
    if (Object.keys(errors).length) {
      view.errors = errors;
      return { errors, closed: false };
    }
    logView(store, 'submitted', view, this.user.id, values);
    const delivery = await this.interact(
      'view_submission',
      { channel: view.channel, viewId },
      {
        view: viewShape(store, view, values),
        response_urls: [],
      },
    );
    applyViewAnswer(store, view, delivery);
    return { delivery, errors: view.errors, trouble: view.trouble, closed: view.state === 'closed' };
  }

  /** Closes a modal. @returns the delivery, for one that wants to know of it */
  async closeView(viewId: string): Promise<Delivery | undefined> {
    const { store } = this.stage;
    const view = this.has(viewId);
    const clear = view.body.clear_on_close === true;
    const closing = clear ? stackOf(store, this.user.id).filter(({ rootId }) => rootId === view.rootId) : [view];
    for (const open of closing.reverse()) closeView(store, open);
    if (view.body.notify_on_close !== true) return undefined;
    return this.interact('view_closed', undefined, { view: viewShape(store, view), is_cleared: clear });
  }

  private async interact(
    type: string,
    trigger: { channel?: string; viewId?: string } | undefined,
    fields: Json,
  ): Promise<Delivery> {
    const { store, deliveries, triggers, requestUrl, verificationToken } = this.stage;
    const payload = {
      type,
      user: actorFields(this.user),
      ...workspaceFields(store.state, verificationToken),
      ...(trigger ? { trigger_id: triggers.issue({ user: this.user.id, ...trigger }) } : {}),
      ...fields,
    };
    const delivery = await deliveries.send({
      kind: 'interaction',
      type,
      url: requestUrl('interactions'),
      contentType: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    });
    const failure = failureOf(delivery);
    if (failure) {
      const text = `:warning: The app did not take this (${failure}).`;
      store.log({ kind: 'noted', user: 'USLACKBOT', channel: trigger?.channel, onlyFor: this.user.id, text });
    }
    return delivery;
  }

  private in(id: string): Channel {
    const channel = this.stage.store.channel(id);
    if (!channel?.members.includes(this.user.id)) throw new Error(`${this.user.name} is in no channel ${id}`);
    return channel;
  }

  private sees(channel: string, ts: string): Message {
    const message = findMessage(this.stage.store, this.in(channel).id, ts);
    if (!message || (message.onlyFor && message.onlyFor !== this.user.id)) {
      throw new Error(`${this.user.name} sees no message ${ts} in ${channel}`);
    }
    return message;
  }

  private has(viewId: string): View {
    const view = this.stage.store.state.views.find(
      ({ id, viewer, state }) => id === viewId && viewer === this.user.id && state === 'open',
    );
    if (!view) throw new Error(`${this.user.name} has no view ${viewId} open`);
    return view;
  }
}

function find(blocks: Json[], action: string): Placed {
  const all = blocks.flatMap((block) => elementsOf(block));
  const found =
    all.find(({ element }) => element.action_id === action) ?? all.find(({ element }) => labelOf(element) === action);
  if (!found) {
    const there = all.map(({ element }) => `${String(element.action_id)} (${labelOf(element)})`);
    throw new Error(
      `there is no button or menu ${action}; there ${there.length ? `are ${there.join(', ')}` : 'is none'}`,
    );
  }
  return found;
}

/** What stands in a modal's fields; none is missing before it is sent. */
const valuesIn = (view: View, entered: FormValues): Json => fillForm(view.body.blocks as Json[], entered).values;

/** The answer to a `block_suggestion`. https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
function optionsOf(delivery: Delivery): Json[] {
  const failure = failureOf(delivery);
  if (failure) throw new Error(`the menu shows no choices: ${failure}`);
  const answer: unknown = JSON.parse(delivery.answer?.body || '{}');
  const problems = validateSuggestions(answer);
  if (problems.length) throw new Error(`the menu shows no choices: ${problems.map(describe).join('; ')}`);
  const { options = [], option_groups: groups = [] } = answer as {
    options?: Json[];
    option_groups?: { options: Json[] }[];
  };
  return [...options, ...groups.flatMap((group) => group.options)];
}

function labelOf(element: Json): string {
  const label = (element.text ?? element.placeholder) as Json | undefined;
  return typeof label?.text === 'string' ? label.text : String(element.type);
}

function actionOf({ element, block }: Placed, choice: string | string[] | undefined, ts: string): Json {
  const common = { type: element.type, action_id: element.action_id, block_id: block.block_id, action_ts: ts };
  if (element.type !== 'button') return { ...common, ...valueOf(element, choice) };
  const { text, value, style, url } = element;
  return { ...common, text, ...(value ? { value } : {}), ...(style ? { style } : {}), ...(url ? { url } : {}) };
}
