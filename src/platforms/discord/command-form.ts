import { type APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { type Form, type FormField } from '../../model/form';
import { cleanLine, cut } from '../shared/clean-text';
import { CHOICE, CHOICES, MODAL_FIELDS, MODAL_TITLE } from './limits';

/** Begins the custom_id of a command's form; the command follows. */
export const COMMAND_FORM = 'command:';
/** custom_id of the menu of all flags; every other field's is its name. */
export const FLAGS = 'flags';

const LABEL = 45;
const DESCRIPTION = 100;
const INPUT = 1000;

/**
 * A command's form. Five fields are all that Discord shows: the arguments, what is filled in already, the flags in one menu, then as
 * many options as there is room for.
 */
export function commandForm({ command, fields }: Form): APIModalInteractionResponseCallbackData {
  const flags = fields.filter(({ kind }) => kind === 'flag');
  const others = fields.filter(({ kind }) => kind !== 'flag');
  const first = others.filter(({ optional, value }) => !optional || value !== undefined);
  const rest = others.filter((field) => !first.includes(field));
  const shown = [...first.map(label), ...(flags.length ? [flagsLabel(flags)] : []), ...rest.map(label)];
  return {
    custom_id: `${COMMAND_FORM}${command}`,
    title: cut(`/${command}`, MODAL_TITLE),
    components: shown.slice(0, MODAL_FIELDS),
  };
}

function label(field: FormField) {
  const { label: text, hint } = field;
  return {
    type: 18,
    label: cut(text, LABEL),
    ...(hint ? { description: cut(hint, DESCRIPTION) } : {}),
    component: input(field),
  };
}

/** A menu where all that can be chosen fits into one; else any text, as with versions, which nothing is offered for here. */
function input({ name, kind, choices = [], optional, value }: FormField) {
  if (kind === 'choice' && choices.length > 0 && choices.length <= CHOICES && choices.every(fits)) {
    const options = choices.map((choice) => ({ label: choice, value: choice, default: choice === value }));
    return { type: 3, custom_id: name, options, required: !optional, min_values: optional ? 0 : 1, max_values: 1 };
  }
  const typed = value === undefined ? {} : { value: cut(cleanLine(value), INPUT) };
  return { type: 4, custom_id: name, style: 1, required: !optional, max_length: INPUT, ...typed };
}

const fits = (choice: string) => choice.trim() !== '' && choice.length <= CHOICE;

function flagsLabel(flags: FormField[]) {
  const options = flags.slice(0, CHOICES).map(({ name, label: text, hint, value }) => ({
    label: cut(text, CHOICE),
    value: name,
    ...(hint ? { description: cut(hint, DESCRIPTION) } : {}),
    default: value === 'true',
  }));
  const menu = { type: 3, custom_id: FLAGS, options, required: false, min_values: 0, max_values: options.length };
  return { type: 18, label: 'Options', component: menu };
}
