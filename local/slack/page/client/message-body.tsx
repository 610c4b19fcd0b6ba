import { type PageMessage } from '../model';
import { Blocks } from './block-kit/blocks';
import { Mrkdwn } from './block-kit/text';

/** What a message says: its blocks, or its text where it has none, and its attachments. */
export function MessageBody({ message }: { message: PageMessage }) {
  const { text, blocks, attachments, files } = message;
  return (
    <div className="body">
      {blocks?.length ? (
        <Blocks blocks={blocks} />
      ) : (
        text && (
          <div className="mrkdwn">
            <Mrkdwn text={text} />
          </div>
        )
      )}
      {files?.map((file) => (
        <FileLink key={String(file.id)} file={file as unknown as Shared} />
      ))}
      {attachments?.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} />
      ))}
    </div>
  );
}

interface Shared {
  name: string;
  title: string;
  size: number;
  url_private: string;
}

function FileLink({ file: { name, title, size, url_private: url } }: { file: Shared }) {
  const path = new URL(url).pathname;
  return (
    <p className="file">
      {name.endsWith('.png') && <img src={path} alt={title} />}
      📎{' '}
      <a href={path} target="_blank" rel="noopener noreferrer">
        {title}
      </a>{' '}
      <small>
        {name}, {Math.ceil(size / 1024)} KB
      </small>
    </p>
  );
}

interface Attached {
  color?: string;
  pretext?: string;
  title?: string;
  text?: string;
  fallback?: string;
  blocks?: object[];
}

const named: Record<string, string> = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

function Attachment({ attachment }: { attachment: Attached }) {
  const { color = '', pretext, title, text, fallback, blocks } = attachment;
  const hex = named[color] ?? (/^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : undefined);
  return (
    <div className="attachment mrkdwn" style={hex ? { borderColor: hex } : undefined}>
      {pretext && <Mrkdwn text={pretext} />}
      {title && <strong>{title}</strong>}
      {blocks ? <Blocks blocks={blocks} /> : <Mrkdwn text={text ?? fallback ?? ''} />}
    </div>
  );
}
