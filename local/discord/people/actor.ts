import { type SlashCommand } from '../api/check-commands';
import { messageShape, memberShape, userShape } from '../api/shapes';
import { type Happened, type Interactions } from '../delivery/interactions';
import { type Channel, type Form, type Json, type Member, type Message } from '../state/model';
import { type Store } from '../state/store';
import { typedLine } from './typed-line';

/** https://docs.discord.com/developers/resources/message#create-message */
const MOST_CHARACTERS = 2_000;

/** A person at their client. Whatever cannot be done there throws an Error that says why. */
export class Actor {
  constructor(
    private readonly store: Store,
    private readonly interactions: Interactions,
    readonly member: Member,
  ) {}

  /**
   * Types a slash command, e.g. `/deploy order-service v2.4.1 production`. `incomplete`: as a client sends it that knows an older
   * registration, in which less had to be filled in.
   */
  async command(channel: string, line: string, { incomplete }: { incomplete?: boolean } = {}): Promise<Happened> {
    const { name, options } = typedLine(line, this.slashCommands(), incomplete);
    const data = { id: this.registered(name), name, type: 1, options };
    return this.interactions.happen(this.member, this.channel(channel), { type: 2, data, name });
  }

  /** Says something. An app without the gateway is not told. */
  say(channel: string, content: string): Message {
    const said = { content, author: this.member.id, embeds: [], components: [], flags: 0 };
    if (!content.trim() || content.length > MOST_CHARACTERS) throw new Error('a message has 1 to 2,000 characters');
    return this.store.add({ ...said, channel: this.channel(channel).id });
  }

  /** Stops in the field of that name to see what is offered. */
  async complete(channel: string, name: string, options: Json[]): Promise<{ name: string; value: string }[]> {
    const data = { id: this.registered(name), name, type: 1, options };
    const { choices } = await this.interactions.happen(this.member, this.channel(channel), { type: 4, data });
    return choices ?? [];
  }

  /** A command in the menu of a message, e.g. `Approve`. */
  async messageCommand(channel: string, message: string, name: string): Promise<Happened> {
    const target = this.message(channel, message);
    const resolved = {
      messages: { [target.id]: messageShape(this.store, target) },
      users: { [this.member.id]: userShape(this.member) },
      members: { [this.member.id]: memberShape(this.member) },
    };
    const data = { id: this.registered(name), name, type: 3, target_id: target.id, resolved };
    return this.interactions.happen(this.member, this.channel(channel), { type: 2, data, name });
  }

  /** Presses the button of that label or custom_id. */
  async click(channel: string, message: string, button: string): Promise<Happened> {
    const found = buttonsOf(this.message(channel, message)).find(
      ({ label, custom_id }) => label === button || custom_id === button,
    );
    if (!found) throw new Error(`the message has no button ${button}`);
    return this.press(channel, message, found.custom_id);
  }

  /** Sends a custom_id that the message may not have, or have no more. */
  async press(channel: string, message: string, customId: string, over?: Json): Promise<Happened> {
    const data = { custom_id: customId, component_type: 2 };
    const deed = { type: 3, data, message: this.message(channel, message) } as const;
    return this.interactions.happen(this.member, this.channel(channel), deed, over);
  }

  /** The form that is open in front of them. */
  form(): Form | undefined {
    return this.store.state.forms.find(({ viewer }) => viewer === this.member.id);
  }

  /** Sends the open form; of a menu of several, values stand in one text, parted by commas. What is left out stays as it is. */
  async submit(values: Record<string, string>): Promise<Happened> {
    const form = this.form();
    if (!form) throw new Error('no form is open');
    const { custom_id, components } = form.content as { custom_id: string; components: { component?: Input }[] };
    const fields = components.map(({ component }, at) => {
      if (!component) return { type: 10, id: at + 1 };
      return { type: 18, id: at + 1, component: { id: at + 10, ...entered(component, values[component.custom_id]) } };
    });
    this.close();
    const message = form.message === undefined ? undefined : this.store.message(form.channel, form.message);
    const deed = { type: 5, data: { custom_id, components: fields }, message } as const;
    return this.interactions.happen(this.member, this.channel(form.channel), deed);
  }

  close(): void {
    const { state } = this.store;
    state.forms = state.forms.filter(({ viewer }) => viewer !== this.member.id);
    this.store.changed();
  }

  private slashCommands(): SlashCommand[] {
    return this.store.state.commands.filter(({ type }) => type === 1) as unknown as SlashCommand[];
  }

  private registered(name: string): unknown {
    const command = this.store.state.commands.find((one) => one['name'] === name);
    if (!command) throw new Error(`there is no command ${name}`);
    return command['id'];
  }

  private channel(id: string): Channel {
    const channel = this.store.state.channels.find((one) => one.id === id || one.name === id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  private message(channel: string, id: string): Message {
    const message = this.store.message(this.channel(channel).id, id);
    if (!message || (message.onlyFor && message.onlyFor !== this.member.id))
      throw new Error(`there is no message ${id}`);
    return message;
  }
}

interface Input {
  type: number;
  custom_id: string;
  value?: string;
  options?: { value: string; default?: boolean }[];
}

function entered({ type, custom_id, value = '', options = [] }: Input, given?: string): Json {
  if (type === 4) return { type, custom_id, value: given ?? value };
  const chosen = given?.split(',').filter(Boolean) ?? options.filter((one) => one.default).map((one) => one.value);
  const unknown = chosen.find((one) => !options.some((option) => option.value === one));
  if (unknown !== undefined) throw new Error(`${custom_id} has no ${unknown} to choose`);
  return { type, custom_id, values: chosen };
}

/** The buttons under a message. */
export function buttonsOf({ components }: Pick<Message, 'components'>): { label: string; custom_id: string }[] {
  return components.flatMap((row) => row['components'] as { label: string; custom_id: string }[]);
}
