import { type ReactNode } from 'react';
import { withEmoji } from '../../../../pages/client/emoji';
import { type Mark, parseMrkdwn, unescape } from '../mrkdwn';
import { Broadcast, ChannelMention, Emoji, LocalDate, SafeLink, UserMention } from './inline';

export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
}

/** A text object. In `plain_text` nothing formats. */
export function Text({ of }: { of?: TextObject }) {
  if (!of) return null;
  if (of.type === 'mrkdwn') return <Mrkdwn text={of.text} />;
  return <>{plain(of)}</>;
}

/** For labels, which hold no elements. */
export const plain = ({ text, emoji }: TextObject) => unescape(emoji === false ? text : withEmoji(text));

export function Mrkdwn({ text }: { text: string }) {
  return <>{parseMrkdwn(text).map(shown)}</>;
}

function shown(mark: Mark, key: number): ReactNode {
  switch (mark.kind) {
    case 'text':
      return mark.text;
    case 'code':
      return <code key={key}>{mark.text}</code>;
    case 'pre':
      return <pre key={key}>{mark.text}</pre>;
    case 'bold':
      return <strong key={key}>{mark.inner.map(shown)}</strong>;
    case 'italic':
      return <em key={key}>{mark.inner.map(shown)}</em>;
    case 'strike':
      return <s key={key}>{mark.inner.map(shown)}</s>;
    case 'quote':
      return <blockquote key={key}>{mark.inner.map(shown)}</blockquote>;
    case 'user':
      return <UserMention key={key} id={mark.id} label={mark.label} />;
    case 'channel':
      return <ChannelMention key={key} id={mark.id} label={mark.label} />;
    case 'broadcast':
      return <Broadcast key={key} range={mark.id} label={mark.label} />;
    case 'link':
      return (
        <SafeLink key={key} url={mark.url}>
          {mark.label}
        </SafeLink>
      );
    case 'date':
      return <LocalDate key={key} {...mark} />;
    case 'emoji':
      return <Emoji key={key} name={mark.name} />;
  }
}
