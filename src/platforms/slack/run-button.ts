/** Begins the action_id of buttons that ask a line; a number follows, since action IDs are unique in a message. */
export const RUN_BUTTON = 'run-';
