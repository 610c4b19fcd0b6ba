/**
 * Slack's limits on Block Kit. Each group names the page it is taken from, under https://docs.slack.dev/reference/.
 * All lengths are characters.
 */

// block-kit/blocks
export const BLOCKS_PER_MESSAGE = 50;
export const BLOCKS_PER_VIEW = 100;
export const BLOCK_ID_LENGTH = 255;

// block-kit/blocks/section-block
export const SECTION_TEXT_LENGTH = 3000;
export const SECTION_FIELDS = 10;
export const SECTION_FIELD_LENGTH = 2000;

// block-kit/blocks/header-block, actions-block, context-block, context-actions-block
export const HEADER_LENGTH = 150;
export const ACTIONS_ELEMENTS = 25;
export const CONTEXT_ELEMENTS = 10;
export const CONTEXT_ACTIONS_ELEMENTS = 5;

// block-kit/composition-objects/text-object: the limit wherever a page names none of its own
export const TEXT_LENGTH = 3000;

// block-kit/blocks/image-block, input-block, markdown-block, video-block
export const IMAGE_ALT_LENGTH = 2000;
export const IMAGE_TITLE_LENGTH = 2000;
export const INPUT_LABEL_LENGTH = 2000;
export const INPUT_HINT_LENGTH = 2000;
export const MARKDOWN_LENGTH = 12_000;
export const VIDEO_TITLE_LENGTH = 199;
export const VIDEO_AUTHOR_LENGTH = 49;

// block-kit/blocks/table-block
export const TABLE_ROWS = 100;
export const TABLE_COLUMNS = 20;

// block-kit/block-elements/*
export const ACTION_ID_LENGTH = 255;
export const URL_LENGTH = 3000;
export const BUTTON_TEXT_LENGTH = 75;
export const BUTTON_VALUE_LENGTH = 2000;
export const ACCESSIBILITY_LABEL_LENGTH = 75;
export const PLACEHOLDER_LENGTH = 150;
export const CHECKBOX_OPTIONS = 10;
export const RADIO_OPTIONS = 10;
export const OVERFLOW_OPTIONS = 5;
export const SELECT_OPTIONS = 100;
export const SELECT_GROUPS = 100;
export const INPUT_LENGTH = 3000;

// block-kit/composition-objects/option-object, option-group-object, confirmation-dialog-object
export const OPTION_TEXT_LENGTH = 75;
export const OPTION_VALUE_LENGTH = 150;
export const OPTION_DESCRIPTION_LENGTH = 75;
export const OPTION_GROUP_LABEL_LENGTH = 75;
export const CONFIRM_TITLE_LENGTH = 100;
export const CONFIRM_TEXT_LENGTH = 300;
export const CONFIRM_BUTTON_LENGTH = 30;

// views/modal-views
export const VIEW_TITLE_LENGTH = 24;
export const VIEW_BUTTON_LENGTH = 24;
export const PRIVATE_METADATA_LENGTH = 3000;
export const CALLBACK_ID_LENGTH = 255;
export const VIEW_BYTES = 250_000;
export const VIEWS_IN_STACK = 3;

// methods/chat.postMessage ("truncates … more than 40,000"; here refused, so that nothing is lost unseen) and methods/chat.update
export const MESSAGE_TEXT_LENGTH = 40_000;
export const UPDATE_TEXT_LENGTH = 4000;

/**
 * All blocks of a message together, as JSON. Not documented; measured as about 13,200 in
 * https://github.com/slackapi/bolt-js/issues/2509.
 */
export const MESSAGE_BLOCKS_JSON_LENGTH = 13_200;
