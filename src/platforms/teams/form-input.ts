/** Begins the ID of a form's input; the field's name follows. What a card's data holds beside them is ours. */
export const FORM_INPUT = 'field-';

/** The ID of the input in which a confirmation is typed. */
export const TYPING_INPUT = 'typed';
