import { type InputBlock, type ModalView, type PlainTextOption } from '@slack/types';
import { type Form, type FormField } from '../../model/form';
import { cleanLine, cut } from '../shared/clean-text';
import { type Place, writePlace } from './form-memory';
import { CHECKBOXES, INPUT_LENGTH, MENU_OPTIONS, OPTION_TEXT, OPTION_VALUE, SECTION_TEXT, VIEW_TITLE } from './limits';

/** The form's callback_id. */
export const COMMAND_FORM = 'countersign-command';
/** block_id and action_id of the boxes of all flags; every other field's are the field's name. */
export const FLAGS = 'flags';
/** A command's form as a modal. It remembers where it was opened, since its submission does not tell. */
export function commandForm({ command, summary, fields }: Form, place: Place): ModalView {
  const flags = fields.filter(({ kind }) => kind === 'flag');
  const chosen = Object.fromEntries(fields.filter(({ steers }) => steers).map(({ name, value }) => [name, value]));
  return {
    type: 'modal',
    callback_id: COMMAND_FORM,
    private_metadata: JSON.stringify({ command, chosen, place: writePlace(place) }),
    title: { type: 'plain_text', text: cut(`/${command}`, VIEW_TITLE) },
    submit: { type: 'plain_text', text: 'Run' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'section',
        text: { type: 'plain_text', text: cut(cleanLine(summary), SECTION_TEXT) || '…', emoji: false },
      },
      ...fields.filter(({ kind }) => kind !== 'flag').map(inputBlock),
      ...(flags.length ? [flagsBlock(flags)] : []),
    ],
  };
}

/** What steers other fields is told as soon as it is chosen: Slack tells a menu nothing of the fields beside it. */
function inputBlock(field: FormField): InputBlock {
  const { name, label, optional, hint, steers } = field;
  return {
    type: 'input',
    block_id: name,
    label: { type: 'plain_text', text: label },
    ...(hint && { hint: { type: 'plain_text', text: cut(hint, HINT) } }),
    optional,
    ...(steers && { dispatch_action: true }),
    element: elementOf(field),
  };
}

const HINT = 150;

function elementOf({ name, kind, choices = [], value }: FormField): InputBlock['element'] {
  const menu = menuOptions(choices);
  const [initial] = menuOptions(value === undefined ? [] : [value]);
  if (kind === 'choice' && menu.length > 0 && choices.length <= MENU_OPTIONS) {
    const known = menu.find((option) => option.value === value);
    return { type: 'static_select', action_id: name, options: menu, ...(known && { initial_option: known }) };
  }
  if (kind === 'version' || (kind === 'choice' && menu.length > 0)) {
    const placeholder = kind === 'version' ? 'Choose, or type any' : 'Type to search';
    return {
      type: 'external_select',
      action_id: name,
      min_query_length: 0,
      placeholder: { type: 'plain_text', text: placeholder },
      ...(initial && { initial_option: initial }),
    };
  }
  const typed = value === undefined ? {} : { initial_value: cut(value, INPUT_LENGTH) };
  if (kind === 'count') {
    return { type: 'number_input', action_id: name, is_decimal_allowed: false, min_value: '0', ...typed };
  }
  return { type: 'plain_text_input', action_id: name, max_length: INPUT_LENGTH, ...typed };
}

function flagsBlock(flags: FormField[]): InputBlock {
  const options = flags.slice(0, CHECKBOXES).map(({ name, label, hint }) => ({
    text: { type: 'plain_text' as const, text: cut(label, OPTION_TEXT), emoji: false },
    value: name,
    ...(hint && { description: { type: 'plain_text' as const, text: cut(hint, OPTION_TEXT), emoji: false } }),
  }));
  const on = options.filter((option) => flags.some(({ name, value }) => name === option.value && value === 'true'));
  return {
    type: 'input',
    block_id: FLAGS,
    label: { type: 'plain_text', text: 'Options' },
    optional: true,
    element: { type: 'checkboxes', action_id: FLAGS, options, ...(on.length && { initial_options: on }) },
  };
}

/** Entries of a menu. One whose value Slack does not take is left out: cut, it would be another. */
export function menuOptions(choices: string[]): PlainTextOption[] {
  return choices
    .filter((choice) => choice.trim() !== '' && choice.length <= OPTION_VALUE)
    .slice(0, MENU_OPTIONS)
    .map((choice) => ({
      text: { type: 'plain_text', text: cut(cleanLine(choice), OPTION_TEXT).trim() || '…', emoji: false },
      value: choice,
    }));
}

/** What is wrong, by the block where Slack shows it. */
export function formErrors(faults: Record<string, string>, form: Form | undefined): Record<string, string> {
  const isFlag = (name: string) => form?.fields.some((field) => field.name === name && field.kind === 'flag');
  return Object.fromEntries(
    Object.entries(faults).map(([name, problem]) => [isFlag(name) ? FLAGS : name, cut(problem, SECTION_TEXT)]),
  );
}
