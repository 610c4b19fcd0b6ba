import { randomBytes } from 'node:crypto';
import { checkCreated, checkForm } from '../api/check-message';
import { channelShape, memberShape, messageShape } from '../api/shapes';
import {
  type Channel,
  EPHEMERAL,
  type Interaction,
  type Json,
  LOADING,
  type Member,
  type Message,
} from '../state/model';
import { type Store } from '../state/store';
import { type Deliveries, type Delivery } from './deliveries';

/** What a person did. */
export interface Deed {
  type: 2 | 3 | 4 | 5;
  data: Json;
  /** The message with the button. */
  message?: Message;
  /** Discord names the command beside its answer. */
  name?: string;
}

export interface Happened {
  delivery: Delivery;
  /** The message that the answer itself showed. */
  shown?: Message;
  choices?: { name: string; value: string }[];
}

/** All bits below 50: an app that may do anything but administer. */
const PERMISSIONS = String(((1n << 50n) - 1n) & ~(1n << 3n));

/** Tells the app what somebody did, and does what its answer says. */
export class Interactions {
  constructor(
    private readonly store: Store,
    private readonly deliveries: Deliveries,
  ) {}

  /** @param over replaces fields of the payload, for requests that Discord would not send */
  async happen(member: Member, channel: Channel, deed: Deed, over: Json = {}): Promise<Happened> {
    const { store } = this;
    const { application, guild } = store.state;
    const id = store.newId();
    const token = randomBytes(60).toString('base64url');
    const interaction: Interaction = {
      id,
      token,
      user: member.id,
      channel: channel.id,
      at: store.now(),
      answered: false,
    };
    store.interactions.push(interaction);
    const payload = {
      id,
      application_id: application.id,
      type: deed.type,
      token,
      version: 1,
      guild_id: guild.id,
      guild: { id: guild.id, locale: 'en-US', features: [] },
      guild_locale: 'en-US',
      locale: 'en-US',
      context: 0,
      channel_id: channel.id,
      channel: channelShape(channel, guild.id),
      member: { ...memberShape(member), permissions: PERMISSIONS },
      app_permissions: PERMISSIONS,
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: { 0: guild.id },
      entitlements: [],
      data: deed.data,
      ...(deed.message ? { message: messageShape(store, deed.message) } : {}),
      ...over,
    };
    const delivery = await this.deliveries.send(payload);
    return { delivery, ...this.apply(interaction, deed, delivery) };
  }

  /** https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction */
  private apply(interaction: Interaction, deed: Deed, { answer }: Delivery): Omit<Happened, 'delivery'> {
    const { store } = this;
    const { user, channel } = interaction;
    try {
      if (answer?.status !== 200) throw new Error('no answer');
      const { type, data = {} } = JSON.parse(answer.body) as { type: number; data?: Json };
      const answers = deed.name === undefined ? undefined : { user, name: deed.name };
      const said = { channel, author: store.state.application.id, content: '', embeds: [], components: [], answers };
      const seenBy = (flags: number) => (flags & EPHEMERAL ? { onlyFor: user } : {});
      interaction.answered = true;
      if (deed.type === 3) interaction.original = deed.message?.id;
      switch (type) {
        case 4: {
          const { content = '', embeds = [], components = [], flags = 0 } = checkCreated(data);
          const shown = store.add({ ...said, content, embeds, components, flags, ...seenBy(flags) });
          interaction.original = shown.id;
          return { shown };
        }
        case 5: {
          const flags = Number(data['flags'] ?? 0) | LOADING;
          interaction.original = store.add({ ...said, flags, ...seenBy(flags) }).id;
          return {};
        }
        case 6:
          return {};
        case 8:
          return { choices: data['choices'] as Happened['choices'] };
        case 9: {
          const form = {
            id: interaction.id,
            viewer: user,
            channel,
            message: deed.message?.id,
            content: checkForm(data),
          };
          store.state.forms = [...store.state.forms.filter(({ viewer }) => viewer !== user), form];
          store.changed();
          return {};
        }
        default:
          throw new Error(`no answer of type ${type}`);
      }
    } catch (error) {
      if (deed.type === 4) return { choices: [] };
      const content = `The application did not respond: ${(error as Error).message}`;
      const message = { channel, author: store.state.application.id, embeds: [], components: [], flags: EPHEMERAL };
      return { shown: store.add({ ...message, content, onlyFor: user }) };
    }
  }
}
