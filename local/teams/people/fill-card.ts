import { inputsOf } from '../cards/walk';
import { isObject, type Json } from '../state/model';

/**
 * What the client sends for the inputs of a card.
 * @param entered by input ID
 * @param offered what a menu that asks the app offered last, by input ID
 * @throws Error when there is no such input, or the client would not let the form go
 */
export function fillCard(
  card: Json,
  entered: Record<string, string>,
  offered: (input: string) => string[] = () => [],
): Record<string, string> {
  const inputs = inputsOf(card);
  const unknown = Object.keys(entered).find((id) => !inputs.some((input) => input.id === id));
  if (unknown !== undefined)
    throw new Error(
      `the card has no input ${unknown}; it has ${inputs.map(({ id }) => String(id)).join(', ') || 'none'}`,
    );
  const filled = inputs.map((input) => {
    const id = String(input.id);
    return [id, valueOf(input, entered[id], offered(id))] as const;
  });
  return Object.fromEntries(filled.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function valueOf(input: Json, entered: string | undefined, offered: string[]): string | undefined {
  const fallback = input.type === 'Input.Toggle' ? (input.valueOff ?? 'false') : undefined;
  const value = entered ?? input.value ?? fallback;
  const refuse = (why: string) => new Error(`the input ${String(input.id)} ${why}`);
  if (value === undefined || value === '') {
    if (input.isRequired) throw refuse('needs a value');
    return value;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (typeof input.maxLength === 'number' && text.length > input.maxLength) throw refuse('is too long');
  if (input.type === 'Input.ChoiceSet' && input.isMultiSelect !== true) {
    const choices = Array.isArray(input.choices) ? input.choices.filter(isObject).map((choice) => choice.value) : [];
    if (!choices.includes(text) && !offered.includes(text)) throw refuse(`does not offer ${text}`);
  }
  if (typeof input.regex === 'string' && !new RegExp(input.regex).test(text)) throw refuse('has the wrong form');
  return text;
}
