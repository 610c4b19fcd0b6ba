import { type RichTextBlock, type RichTextBlockElement, type RichTextElement } from '@slack/types';
import { type ReactNode } from 'react';
import { Broadcast, ChannelMention, Emoji, LocalDate, SafeLink, UserMention } from './inline';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block. Text in it is literal. */
export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div className="rich-text">
      {block.elements.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichTextBlockElement }) {
  switch (part.type) {
    case 'rich_text_section':
      return <p>{inlines(part.elements)}</p>;
    case 'rich_text_preformatted':
      return <pre>{inlines(part.elements)}</pre>;
    case 'rich_text_quote':
      return <blockquote>{inlines(part.elements)}</blockquote>;
    case 'rich_text_list': {
      const List = part.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List
          className={`indent-${part.indent ?? 0}`}
          start={part.style === 'ordered' && 'offset' in part ? Number(part.offset) + 1 : undefined}
        >
          {part.elements.map((item, index) => (
            <li key={index}>{inlines(item.elements)}</li>
          ))}
        </List>
      );
    }
  }
}

const inlines = (elements: RichTextElement[]) => elements.map((element, index) => styled(element, index));

function styled(element: RichTextElement, key: number): ReactNode {
  const { bold, italic, strike, code } = (element.style ?? {}) as Record<string, boolean | undefined>;
  let node = content(element);
  if (code) node = <code>{node}</code>;
  if (strike) node = <s>{node}</s>;
  if (italic) node = <em>{node}</em>;
  if (bold) node = <strong>{node}</strong>;
  return <span key={key}>{node}</span>;
}

function content(element: RichTextElement): ReactNode {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return <SafeLink url={element.url}>{element.text ?? element.url}</SafeLink>;
    case 'user':
      return <UserMention id={element.user_id} />;
    case 'channel':
      return <ChannelMention id={element.channel_id} />;
    case 'broadcast':
      return <Broadcast range={element.range} />;
    case 'usergroup':
      return <Broadcast range={element.usergroup_id} />;
    case 'team':
      return element.team_id;
    case 'emoji':
      return <Emoji name={element.name} />;
    case 'color':
      return element.value;
    case 'date':
      return (
        <LocalDate
          seconds={element.timestamp}
          format={element.format}
          fallback={element.fallback ?? ''}
          url={element.url}
        />
      );
  }
}
