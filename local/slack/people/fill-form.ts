import { isObject, type Json } from '../block-kit/check';
import { elementsOf } from '../block-kit/walk';

/** What a person enters: by block ID or action ID; several choices as an array. */
export type FormValues = Record<string, string | string[]>;

interface Filled {
  /** `view.state.values`: by block ID, then action ID. */
  values: Record<string, Json>;
  /** What the client itself objects to, by block ID. */
  errors: Record<string, string>;
}

/** Fills in a view's fields as a person does in Slack's client, which checks what is required and how long it is. */
export function fillForm(blocks: Json[], entered: FormValues): Filled {
  const filled: Filled = { values: {}, errors: {} };
  for (const block of blocks) {
    const blockId = block.block_id as string;
    for (const { element } of elementsOf(block)) {
      if (element.type === 'button' || element.type === 'overflow') continue;
      const actionId = element.action_id as string;
      const given = entered[blockId] ?? entered[actionId] ?? initialOf(element);
      const objection = block.type === 'input' ? objectionTo(block, element, given) : undefined;
      if (objection) filled.errors[blockId] = objection;
      filled.values[blockId] = { ...filled.values[blockId], [actionId]: valueOf(element, given) };
    }
  }
  return filled;
}

function objectionTo(block: Json, element: Json, given: string | string[] | undefined): string | undefined {
  if (!given?.length) return block.optional === true ? undefined : 'Please complete this required field.';
  const { min_length: minimum, max_length: maximum } = element;
  if (typeof minimum === 'number' && given.length < minimum) return `Please enter at least ${minimum} characters.`;
  if (typeof maximum === 'number' && given.length > maximum) return `Please enter at most ${maximum} characters.`;
  return undefined;
}

function initialOf(element: Json): string | string[] | undefined {
  const initial = Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1];
  if (Array.isArray(initial)) return initial.map((item) => String(isObject(item) ? item.value : item));
  if (isObject(initial)) return String(initial.value);
  return typeof initial === 'string' || typeof initial === 'number' ? String(initial) : undefined;
}

/**
 * An element's state, as payloads carry it. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * @throws Error when a choice is not among the options
 */
export function valueOf(element: Json, given: string | string[] | undefined): Json {
  const type = element.type as string;
  const list = given === undefined ? [] : [given].flat();
  const one = list[0] ?? null;
  const options = () => list.map((value) => optionOf(element, value));
  if (type.startsWith('multi_')) {
    const what = type.replace(/^multi_|_select$/g, '');
    return {
      type,
      ...(what === 'static' || what === 'external' ? { selected_options: options() } : { [`selected_${what}`]: list }),
    };
  }
  switch (type) {
    case 'checkboxes':
      return { type, selected_options: options() };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: options()[0] ?? null };
    case 'users_select':
      return { type, selected_user: one };
    case 'conversations_select':
      return { type, selected_conversation: one };
    case 'channels_select':
      return { type, selected_channel: one };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    case 'datetimepicker':
      return { type, selected_date_time: one === null ? null : Number(one) };
    default:
      return { type, value: one };
  }
}

function optionOf(element: Json, value: string): Json {
  if (element.type === 'external_select' || element.type === 'multi_external_select') {
    return { text: { type: 'plain_text', text: value, emoji: true }, value };
  }
  const groups = (element.option_groups ?? []) as { options: Json[] }[];
  const options = [...((element.options ?? []) as Json[]), ...groups.flatMap((group) => group.options)];
  const found = options.find((option) => option.value === value);
  if (!found)
    throw new Error(
      `there is no option ${value}; there are ${options.map((option) => String(option.value)).join(', ')}`,
    );
  return found;
}
