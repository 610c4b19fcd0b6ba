import { type APIActionRowComponent, type APIButtonComponent, type APIEmbed } from 'discord-api-types/v10';
import { type View, type ViewAction } from '../../../model/view';
import { cleanLine, cut } from '../../shared/clean-text';
import { writeCustomId } from '../custom-id';
import { BUTTON_LABEL, ROW_BUTTONS } from '../limits';
import { renderEmbeds } from './render-embeds';

export interface DiscordMessage {
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIButtonComponent>[];
  /** Discord calls nobody who is mentioned in an embed; in here alone are those whom a view calls. */
  content?: string;
  /** Nothing that data says calls anybody. */
  allowed_mentions: { parse: never[]; users?: string[] };
}

const BUTTONS = 10;

/** Any view as a message that Discord takes; what is too long is cut and said so. `mark` stands at the end of its small print. */
export function renderMessage(view: View, mark?: string): DiscordMessage {
  return { embeds: renderEmbeds(view, mark), components: rows(view), ...calls(view.calls) };
}

function calls(people: View['calls'] = []): Pick<DiscordMessage, 'content' | 'allowed_mentions'> {
  const users = people.flatMap(({ accounts: { discord } }) => (discord && SNOWFLAKE.test(discord) ? [discord] : []));
  if (users.length === 0) return { allowed_mentions: { parse: [] } };
  const called = [...new Set(users)].slice(0, CALLED);
  return { content: called.map((id) => `<@${id}>`).join(' '), allowed_mentions: { parse: [], users: called } };
}

const SNOWFLAKE = /^\d{17,20}$/;
/** As many as the headline names. */
const CALLED = 10;

/** Buttons whose meaning does not fit their custom_id are left out, and a second one that means the same. */
function rows({ actions = [], form }: View): DiscordMessage['components'] {
  const made = new Map<string, APIButtonComponent>();
  for (const action of actions) {
    const id = writeCustomId(action);
    if (id !== undefined && !made.has(id)) made.set(id, button(action, id));
  }
  const fill = form && writeCustomId({ kind: 'fill', line: form.line });
  if (fill) made.set(fill, { type: 2, style: 1, label: 'Fill in', custom_id: fill });
  const buttons = [...made.values()].slice(0, BUTTONS);
  return Array.from({ length: Math.ceil(buttons.length / ROW_BUTTONS) }, (_, row) => ({
    type: 1,
    components: buttons.slice(row * ROW_BUTTONS, (row + 1) * ROW_BUTTONS),
  }));
}

/** Blue, grey, green, red. https://docs.discord.com/developers/components/reference#button-button-styles */
const SAYS = {
  approve: { label: 'Approve', style: 3 },
  reject: { label: 'Reject', style: 4 },
  confirm: { label: 'Confirm', style: 1 },
  cancel: { label: 'Cancel', style: 2 },
} as const;

function button(action: ViewAction, id: string): APIButtonComponent {
  if (action.kind === 'run') {
    return { type: 2, style: 2, label: cut(cleanLine(action.label).trim(), BUTTON_LABEL) || 'Run', custom_id: id };
  }
  const { label, style } = SAYS[action.kind];
  const words = action.about === undefined ? label : cut(cleanLine(`${label}: ${action.about}`), BUTTON_LABEL);
  return { type: 2, style, label: words, custom_id: id };
}
