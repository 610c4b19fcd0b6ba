/** Begins the ID of a form's input; the field's name follows. What a card's data holds beside them is ours. */
export const FORM_INPUT = 'field-';

/** The ID of the input in which a confirmation is typed. */
export const TYPING_INPUT = 'typed';

/** What Teams asks us for when somebody types into a field that offers: names of commands and fields have no dot. */
export function writeDataset(command: string, field: string): string {
  return `${command}.${field}`;
}

export function readDataset(dataset: string): { command: string; field: string } | undefined {
  const [, command, field] = /^([\w-]+)\.([\w-]+)$/.exec(dataset) ?? [];
  return command && field ? { command, field } : undefined;
}
