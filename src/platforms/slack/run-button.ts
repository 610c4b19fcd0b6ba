/** Begins the action_id of buttons that ask a line; a number follows, since action IDs are unique in a message. */
export const RUN_BUTTON = 'run-';

/** The action_id of the button that opens the form of a line that lacks something; the line is its value. */
export const FORM_BUTTON = 'form';

/** The action_id of a confirmation that has to be typed. */
export const TYPED_CONFIRM = 'confirm-typed';
