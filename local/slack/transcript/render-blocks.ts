import { isObject, type Json } from '../block-kit/check';
import { renderDate } from './date-token';
import { renderEmoji, renderMrkdwn, renderPlain, type Reading } from './mrkdwn';

/** Blocks as lines of text: buttons as `[Approve]`, menus as `[Choose ▾]`, context dimmed. */
export const renderBlocks = (blocks: Json[], reading: Reading): string[] =>
  blocks.flatMap((block) => renderBlock(block, reading));

function renderBlock(block: Json, reading: Reading): string[] {
  const { bold, dim } = reading.style;
  const text = (value: unknown) => renderText(value, reading);
  switch (block.type) {
    case 'header':
      return [bold(text(block.text))];
    case 'section': {
      const fields = list(block.fields).map(text);
      const lines = [...(block.text ? lined(text(block.text)) : []), ...fields.flatMap(lined)];
      return block.accessory ? [...lines, renderElement(block.accessory, reading)] : lines;
    }
    case 'context':
      return lined(list(block.elements).map(text).join('  ')).map(dim);
    case 'actions':
    case 'context_actions':
      return [
        list(block.elements)
          .map((element) => renderElement(element, reading))
          .join(' '),
      ];
    case 'divider':
      return [dim('─'.repeat(40))];
    case 'image':
      return [dim(`(image: ${String(block.alt_text)})`)];
    case 'input':
      return [
        `${text(block.label)}: ${renderElement(block.element, reading)}`,
        ...(block.hint ? [dim(text(block.hint))] : []),
      ];
    case 'markdown':
      return lined(String(block.text));
    case 'rich_text':
      return lined(
        list(block.elements)
          .map((part) => renderRich(part, reading))
          .join('\n'),
      );
    case 'table':
      return list(block.rows).map((row) => list(row).map(text).join(' | '));
    default:
      return [dim(`(${String(block.type)})`)];
  }
}

const string = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const lined = (text: string) => text.split('\n');

/** A text object, an image of a context block or a table's cell. */
function renderText(value: unknown, reading: Reading): string {
  if (!isObject(value)) return '';
  if (value.type === 'mrkdwn') return renderMrkdwn(String(value.text), reading);
  if (value.type === 'image') return `(${String(value.alt_text)})`;
  if (value.type === 'rich_text') return renderBlock(value, reading).join(' ');
  return renderPlain(String(value.text));
}

function renderElement(element: unknown, reading: Reading): string {
  if (!isObject(element)) return '';
  if (element.type === 'image') return `(image: ${String(element.alt_text)})`;
  if (element.type === 'button') return `[${renderText(element.text, reading)}]`;
  if (String(element.type).endsWith('_input')) return `[${renderText(element.placeholder, reading) || '…'}]`;
  const options = list(element.options).map((option) =>
    renderText(isObject(option) ? option.text : undefined, reading),
  );
  return `[${renderText(element.placeholder, reading) || options.join(' / ') || '…'} ▾]`;
}

function renderRich(part: unknown, reading: Reading): string {
  if (!isObject(part)) return '';
  const inner = () => list(part.elements).map((element) => renderRich(element, reading));
  const { state, now } = reading;
  switch (part.type) {
    case 'text':
      return String(part.text);
    case 'link':
      return part.text ? `${string(part.text)} (${string(part.url)})` : string(part.url);
    case 'emoji':
      return renderEmoji(String(part.name));
    case 'user':
      return `@${state.users.find((user) => user.id === part.user_id)?.name ?? String(part.user_id)}`;
    case 'channel':
      return `#${state.channels.find((channel) => channel.id === part.channel_id)?.name ?? String(part.channel_id)}`;
    case 'broadcast':
      return `@${String(part.range)}`;
    case 'date':
      return renderDate(Number(part.timestamp), string(part.format), string(part.fallback), now);
    case 'rich_text_list':
      return inner()
        .map((line, index) => (part.style === 'ordered' ? `${index + 1}. ${line}` : `• ${line}`))
        .join('\n');
    case 'rich_text_quote':
      return inner().join('').replace(/^/gm, '> ');
    default:
      return inner().join('');
  }
}
