import { array, boolean, byType, object, oneOf, problem, text, type Check, type Fields } from './check';
import { anyText, imageSource, oneImageSource, plainText, url } from './composition';
import { accessory, actionElement, contextActionElement, contextElement, inputElement } from './elements';
import * as limit from './limits';
import { richTextElements } from './rich-text';

/* https://docs.slack.dev/reference/block-kit/blocks, one page a block */

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

const block = (required: Fields, optional: Fields = {}, rule?: Parameters<typeof object>[2]): Check =>
  object({ type: text(40), ...required }, { block_id: text(limit.BLOCK_ID_LENGTH), ...optional }, rule);

const richText = block({ elements: richTextElements });
const cell = byType({
  raw_text: object({ type: text(40), text: text(limit.TEXT_LENGTH) }),
  rich_text: richText,
});

const everywhere: Fields = {
  actions: block({ elements: array(actionElement, limit.ACTIONS_ELEMENTS) }),
  context: block({ elements: array(contextElement, limit.CONTEXT_ELEMENTS) }),
  divider: block({}),
  header: block({ text: plainText(limit.HEADER_LENGTH) }),
  image: block(
    { alt_text: text(limit.IMAGE_ALT_LENGTH) },
    { title: plainText(limit.IMAGE_TITLE_LENGTH), ...imageSource },
    oneImageSource,
  ),
  input: block(
    { label: plainText(limit.INPUT_LABEL_LENGTH), element: inputElement },
    { hint: plainText(limit.INPUT_HINT_LENGTH), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
  section: block(
    {},
    {
      text: anyText(limit.SECTION_TEXT_LENGTH),
      fields: array(anyText(limit.SECTION_FIELD_LENGTH), limit.SECTION_FIELDS),
      accessory,
      expand: boolean,
    },
    (value, pointer) =>
      'text' in value || 'fields' in value ? [] : problem('must define either `text` or `fields`', `${pointer}/type`),
  ),
  video: block(
    {
      video_url: url,
      thumbnail_url: url,
      alt_text: text(limit.IMAGE_ALT_LENGTH),
      title: plainText(limit.VIDEO_TITLE_LENGTH),
    },
    {
      title_url: url,
      author_name: text(limit.VIDEO_AUTHOR_LENGTH),
      provider_name: text(limit.VIDEO_AUTHOR_LENGTH),
      provider_icon_url: url,
      description: plainText(limit.VIDEO_TITLE_LENGTH),
    },
  ),
};

const messagesOnly: Fields = {
  context_actions: block({ elements: array(contextActionElement, limit.CONTEXT_ACTIONS_ELEMENTS) }),
  markdown: block({ text: text(limit.MARKDOWN_LENGTH) }),
  table: block(
    { rows: array(array(cell, limit.TABLE_COLUMNS), limit.TABLE_ROWS) },
    {
      column_settings: array(
        object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }),
        limit.TABLE_COLUMNS,
      ),
    },
  ),
};

const inMessage = byType({ ...everywhere, ...messagesOnly });
const inView = byType(everywhere);

/** The check for one block on a surface. */
export const blockOn = (surface: Surface): Check => (surface === 'message' ? inMessage : inView);
