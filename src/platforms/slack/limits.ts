/** Ours: no request of Slack's comes near it. */
export const BODY_BYTES = 1024 * 1024;

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const SECTION_TEXT = 3000;
/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
export const CONTEXT_ELEMENTS = 10;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON_LABEL = 75;
export const BUTTON_VALUE = 2000;
/** A button's, same page; for links Slack names no limit, so the same is kept. */
export const URL_LENGTH = 3000;
/** https://docs.slack.dev/reference/methods/conversations.setTopic */
export const TOPIC = 250;
/** `text` of a message: "no more than 4,000 characters". https://docs.slack.dev/reference/methods/chat.postMessage */
export const MESSAGE_TEXT = 4000;
/**
 * All blocks of a message together, as JSON. Slack documents no figure, but refuses with msg_blocks_too_long from
 * about 12,000 to 13,200 on. https://github.com/slackapi/bolt-js/issues/2509, /2867
 */
export const BLOCKS_JSON = 11_000;

/** https://docs.slack.dev/interactivity/implementing-slash-commands and the app manifest's reference */
export const SLASH_COMMANDS = 50;
export const SLASH_COMMAND_NAME = 32;

/** https://docs.slack.dev/reference/views/modal-views */
export const VIEW_TITLE = 24;
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and checkboxes-element, and of their options */
export const MENU_OPTIONS = 100;
export const CHECKBOXES = 10;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 150;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const INPUT_LENGTH = 3000;
