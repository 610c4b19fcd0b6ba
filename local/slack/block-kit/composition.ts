import { array, boolean, matching, object, oneOf, orNoneFits, problem, text, type Check } from './check';
import * as limit from './limits';

const nonEmptyTextOf = (types: string[], maximum: number): Check =>
  orNoneFits(
    object({ type: oneOf(...types), text: text(maximum) }, { emoji: boolean, verbatim: boolean }, (value, pointer) => [
      ...('emoji' in value && value.type === 'mrkdwn' ? problem('invalid additional property: emoji', pointer) : []),
      ...('verbatim' in value && value.type === 'plain_text'
        ? problem('invalid additional property: verbatim', pointer)
        : []),
    ]),
  );

/** A `plain_text` object. */
export const plainText = (maximum = limit.TEXT_LENGTH): Check => nonEmptyTextOf(['plain_text'], maximum);
/** A `mrkdwn` or `plain_text` object. */
export const anyText = (maximum = limit.TEXT_LENGTH): Check => nonEmptyTextOf(['mrkdwn', 'plain_text'], maximum);

export const url = (value: unknown, pointer: string) => [
  ...text(limit.URL_LENGTH)(value, pointer),
  ...matching(/^(https?|mailto|slack|tel):\S+$/, 'url')(value, pointer),
];

export const confirm = object(
  { title: plainText(limit.CONFIRM_TITLE_LENGTH), text: anyText(limit.CONFIRM_TEXT_LENGTH) },
  {
    confirm: plainText(limit.CONFIRM_BUTTON_LENGTH),
    deny: plainText(limit.CONFIRM_BUTTON_LENGTH),
    style: oneOf('primary', 'danger'),
  },
);

const optionOf = (label: Check, extra = {}): Check =>
  object(
    { text: label, value: text(limit.OPTION_VALUE_LENGTH) },
    { description: anyText(limit.OPTION_DESCRIPTION_LENGTH), ...extra },
  );

/** An option of a menu. */
export const plainOption = optionOf(plainText(limit.OPTION_TEXT_LENGTH));
/** An option of an overflow menu, which may be a link. */
export const linkOption = optionOf(plainText(limit.OPTION_TEXT_LENGTH), { url });
/** An option of checkboxes or radio buttons. */
export const richOption = optionOf(anyText(limit.OPTION_TEXT_LENGTH));

export const optionGroup = object({
  label: plainText(limit.OPTION_GROUP_LABEL_LENGTH),
  options: array(plainOption, limit.SELECT_OPTIONS),
});

export const conversationFilter = object(
  {},
  {
    include: array(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

export const dispatchActionConfig = object(
  {},
  { trigger_actions_on: array(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
);

const slackFile = object({}, { id: text(255), url });

/** The fields that say where an image comes from: just one of them. */
export const imageSource = { image_url: url, slack_file: slackFile };
export const oneImageSource = (value: Record<string, unknown>, pointer: string) =>
  'image_url' in value !== 'slack_file' in value
    ? []
    : problem('must define either `image_url` or `slack_file`', `${pointer}/type`);
