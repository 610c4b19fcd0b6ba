import {
  array,
  boolean,
  byType,
  integer,
  matching,
  object,
  oneOf,
  problem,
  text,
  type Check,
  type Fields,
} from './check';
import * as part from './composition';
import * as limit from './limits';

/* https://docs.slack.dev/reference/block-kit/block-elements, one page an element */

const type = { type: text(40) };
const action = { action_id: text(limit.ACTION_ID_LENGTH) };
const confirm = { confirm: part.confirm };
const focus = { focus_on_load: boolean };
const placeholder = { placeholder: part.plainText(limit.PLACEHOLDER_LENGTH) };
const dispatch = { dispatch_action_config: part.dispatchActionConfig };
const several = { max_selected_items: integer(1) };
const id = text(255);
const ids = array(id, 100, 0);

const element = (required: Fields, optional: Fields, rule?: Parameters<typeof object>[2]): Check =>
  object({ ...type, ...required }, { ...action, ...optional }, rule);
const select = (optional: Fields, rule?: Parameters<typeof object>[2]): Check =>
  element({}, { ...confirm, ...focus, ...placeholder, ...optional }, rule);

const choices = {
  options: array(part.plainOption, limit.SELECT_OPTIONS),
  option_groups: array(part.optionGroup, limit.SELECT_GROUPS),
};
const eitherOptionsOrGroups = (value: Record<string, unknown>, pointer: string) =>
  'options' in value !== 'option_groups' in value
    ? []
    : problem('must define either `options` or `option_groups`', `${pointer}/type`);

const button = element(
  { text: part.plainText(limit.BUTTON_TEXT_LENGTH) },
  {
    value: text(limit.BUTTON_VALUE_LENGTH),
    url: part.url,
    style: oneOf('primary', 'danger'),
    accessibility_label: text(limit.ACCESSIBILITY_LABEL_LENGTH),
    ...confirm,
  },
);
const feedback = object(
  { text: part.plainText(limit.BUTTON_TEXT_LENGTH), value: text(limit.BUTTON_VALUE_LENGTH) },
  { accessibility_label: text(limit.ACCESSIBILITY_LABEL_LENGTH) },
);

const image = object({ ...type, alt_text: text(limit.IMAGE_ALT_LENGTH) }, part.imageSource, part.oneImageSource);

const conversation = { default_to_current_conversation: boolean, filter: part.conversationFilter };
const query = { min_query_length: integer(0) };
const reply = { response_url_enabled: boolean };

const menus: Fields = {
  static_select: select({ ...choices, initial_option: part.plainOption }, eitherOptionsOrGroups),
  external_select: select({ ...query, initial_option: part.plainOption }),
  users_select: select({ initial_user: id }),
  conversations_select: select({ ...conversation, ...reply, initial_conversation: id }),
  channels_select: select({ ...reply, initial_channel: id }),
  multi_static_select: select(
    { ...choices, ...several, initial_options: array(part.plainOption, limit.SELECT_OPTIONS) },
    eitherOptionsOrGroups,
  ),
  multi_external_select: select({
    ...query,
    ...several,
    initial_options: array(part.plainOption, limit.SELECT_OPTIONS),
  }),
  multi_users_select: select({ ...several, initial_users: ids }),
  multi_conversations_select: select({ ...several, ...conversation, initial_conversations: ids }),
  multi_channels_select: select({ ...several, initial_channels: ids }),
};

const pickers: Fields = {
  checkboxes: element(
    { options: array(part.richOption, limit.CHECKBOX_OPTIONS) },
    { ...confirm, ...focus, initial_options: array(part.richOption, limit.CHECKBOX_OPTIONS) },
  ),
  radio_buttons: element(
    { options: array(part.richOption, limit.RADIO_OPTIONS) },
    { ...confirm, ...focus, initial_option: part.richOption },
  ),
  datepicker: select({ initial_date: matching(/^\d{4}-\d\d-\d\d$/, 'date') }),
  timepicker: select({ initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'), timezone: id }),
};
const datetimepicker = element({}, { ...confirm, ...focus, initial_date_time: integer(1_000_000_000, 9_999_999_999) });

const line = { ...focus, ...placeholder, ...dispatch };
const inputs: Fields = {
  plain_text_input: element(
    {},
    {
      ...line,
      multiline: boolean,
      initial_value: text(limit.INPUT_LENGTH, 0),
      min_length: integer(0, limit.INPUT_LENGTH),
      max_length: integer(1, limit.INPUT_LENGTH),
    },
  ),
  email_text_input: element({}, { ...line, initial_value: text(limit.INPUT_LENGTH) }),
  url_text_input: element({}, { ...line, initial_value: text(limit.INPUT_LENGTH) }),
  number_input: element(
    { is_decimal_allowed: boolean },
    { ...line, initial_value: text(100), min_value: text(100), max_value: text(100) },
  ),
};

const overflow = element({ options: array(part.linkOption, limit.OVERFLOW_OPTIONS) }, confirm);

/** What an `actions` block may hold. */
export const actionElement = byType({ button, overflow, datetimepicker, ...menus, ...pickers });
/** What may stand beside a section's text. */
export const accessory = byType({ button, overflow, image, ...menus, ...pickers });
/** What an `input` block may hold. */
export const inputElement = byType({ datetimepicker, ...menus, ...pickers, ...inputs });
/** What a `context` block may hold. */
export const contextElement = byType({ image, mrkdwn: part.anyText(), plain_text: part.anyText() });
/** What a `context_actions` block may hold. */
export const contextActionElement = byType({
  feedback_buttons: element({ positive_button: feedback, negative_button: feedback }, {}),
  icon_button: element(
    { icon: oneOf('trash'), text: part.plainText(limit.BUTTON_TEXT_LENGTH) },
    {
      value: text(limit.BUTTON_VALUE_LENGTH),
      accessibility_label: text(limit.ACCESSIBILITY_LABEL_LENGTH),
      visible_to_user_ids: ids,
      ...confirm,
    },
  ),
});
