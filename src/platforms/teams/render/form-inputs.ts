import { type Form, type FormField } from '../../../model/form';
import { type ViewAction } from '../../../model/view';
import { cleanLine, cut } from '../../shared/clean-text';
import { FORM_INPUT, TYPING_INPUT, writeDataset } from '../form-input';
import { CHOICES, INPUT_LENGTH } from './card-limits';
import { escapeMarkdown } from './markdown';

/** A command's form as inputs of the card, each with what is wrong with it above. */
export function formInputs({ command, fields }: Form, faults: Record<string, string> = {}): object[] {
  return fields.flatMap((field) => {
    const fault = faults[field.name];
    const warning = { type: 'TextBlock', text: escapeMarkdown(cleanLine(fault ?? '')), wrap: true, color: 'Attention' };
    return [...(fault ? [warning] : []), input(command, field)];
  });
}

/** Sends the inputs along. */
export function runForm({ command, from }: Form): object {
  const data = { command, ...(from && { from }) };
  return { type: 'Action.Execute', title: 'Run', style: 'positive', verb: 'form', data, associatedInputs: 'auto' };
}

/** Where the viewer has a confirmation that is typed: the input for it. */
export function typingInputs(actions: ViewAction[]): object[] {
  const wanted = actions
    .map((action) => ('type' in action ? action.type : undefined))
    .find((type) => type !== undefined);
  if (wanted === undefined) return [];
  const label = `Type ${cut(cleanLine(wanted), LABEL)} to confirm`;
  return [
    {
      type: 'Input.Text',
      id: TYPING_INPUT,
      label,
      maxLength: INPUT_LENGTH,
      isRequired: true,
      errorMessage: `${label}.`,
    },
  ];
}

function input(command: string, { name, label, kind, choices = [], optional, hint, value }: FormField): object {
  const id = `${FORM_INPUT}${name}`;
  const titled = cut(cleanLine(hint ? `${label}: ${hint}` : label), LABEL);
  if (kind === 'flag') return { type: 'Input.Toggle', id, title: titled, value: value ?? 'false' };
  const common = {
    id,
    label: titled,
    ...(optional ? {} : { isRequired: true, errorMessage: `Please fill in ${label.toLowerCase()}.` }),
    ...(value !== undefined && { value }),
  };
  if (kind === 'choice' && choices.length > 0 && choices.length <= CHOICES) {
    return { type: 'Input.ChoiceSet', style: 'compact', ...common, choices: choices.map(asChoice) };
  }
  if (kind === 'version' || (kind === 'choice' && choices.length > 0)) {
    return {
      type: 'Input.ChoiceSet',
      style: 'filtered',
      ...common,
      placeholder: kind === 'version' ? 'Type to search, or any version' : 'Type to search',
      choices: value === undefined ? [] : [asChoice(value)],
      'choices.data': { type: 'Data.Query', dataset: writeDataset(command, name), associatedInputs: 'auto' },
    };
  }
  return { type: 'Input.Text', maxLength: INPUT_LENGTH, ...common };
}

const LABEL = 150;
const asChoice = (choice: string) => ({ title: choice, value: choice });
