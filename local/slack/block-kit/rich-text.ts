import { array, boolean, byType, integer, object, oneOf, text, type Check, type Fields } from './check';
import { url } from './composition';
import * as limit from './limits';

/* https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const many = 10_000;
const style = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const inline = (required: Fields, optional: Fields = {}): Check =>
  object({ type: text(40), ...required }, { ...optional, style });

const link = inline({ url }, { text: text(limit.TEXT_LENGTH), unsafe: boolean });
const plain = inline({ text: text(limit.MESSAGE_TEXT_LENGTH) });
const id = text(255);
const element = byType({
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  channel: inline({ channel_id: id }),
  color: inline({ value: text(9) }),
  date: inline({ timestamp: integer(0), format: text(1000) }, { url, fallback: text(1000) }),
  emoji: inline({ name: id }, { unicode: text(100), url, skin_tone: integer(2, 6) }),
  link,
  team: inline({ team_id: id }),
  text: plain,
  user: inline({ user_id: id }),
  usergroup: inline({ usergroup_id: id }),
});

const part = (elements: Check, required: Fields = {}, optional: Fields = {}): Check =>
  object({ type: text(40), elements: array(elements, many, 0), ...required }, optional);
const border = { border: oneOf(0, 1) };
const section = part(element);

export const richTextElements = array(
  byType({
    rich_text_section: section,
    rich_text_list: part(
      byType({ rich_text_section: section }),
      { style: oneOf('bullet', 'ordered') },
      { ...border, indent: integer(0, 8), offset: integer(0) },
    ),
    rich_text_quote: part(element, {}, border),
    rich_text_preformatted: part(byType({ text: plain, link }), {}, { ...border, language: text(40) }),
  }),
  many,
);
