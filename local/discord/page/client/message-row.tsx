import { Avatar } from '../../../pages/client/avatar';
import { type SeenMessage } from '../../state/model';
import { type Snapshot } from '../model';
import { Markdown } from './markdown';

interface Props {
  message: SeenMessage;
  server: Snapshot;
  pinned: boolean;
  press: (customId: string) => void;
  /** A command of the message's menu. */
  choose: (name: string) => void;
}

interface Embed {
  title?: string;
  description?: string;
  color?: number;
  fields?: { name: string; value: string; inline?: boolean }[];
  footer?: { text: string };
}

const STYLES: Record<number, string> = { 1: ' accent', 3: ' primary', 4: ' danger' };

/** A message of the app's, or of somebody's. */
export function MessageRow({ message, server, pinned, press, choose }: Props) {
  const { content, embeds, components, answers, onlyFor, loading, versions, files = [] } = message;
  const asker = server.members.find(({ id }) => id === answers?.user);
  const author = server.members.find(({ id }) => id === message.author);
  const nameOf = (user: string) => server.members.find(({ id }) => id === user)?.displayName ?? user;
  const show = (text: string) => <Markdown source={text} nameOf={nameOf} />;
  const buttons = components as { components: { label: string; custom_id: string; style: number }[] }[];
  return (
    <article className={`message${onlyFor ? ' private' : ''}`}>
      {asker && (
        <p className="answers">
          <b>{asker.displayName}</b> used <code>{answers?.name}</code>
        </p>
      )}
      <Avatar name={author?.displayName ?? server.application} app={!author} />
      <div className="content">
        <p className="head">
          <b>{author?.displayName ?? server.application}</b> {!author && <span className="tag">APP</span>}{' '}
          {pinned && <span className="tag">PINNED</span>}{' '}
          <time>{new Date(versions[0]?.at ?? 0).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}</time>
        </p>
        {loading && <p className="thinking">{server.application} is thinking…</p>}
        {content && <p>{show(content)}</p>}
        {(embeds as Embed[]).map(({ title, description, color, fields = [], footer }, at) => (
          <div key={at} className="embed" style={{ borderColor: `#${(color ?? 0).toString(16).padStart(6, '0')}` }}>
            {title && <p className="title">{show(title)}</p>}
            {description && <div className="description">{show(description)}</div>}
            {fields.length > 0 && (
              <dl>
                {fields.map(({ name, value, inline }, index) => (
                  <div key={index} className={inline ? '' : 'wide'}>
                    <dt>{show(name)}</dt>
                    <dd>{show(value)}</dd>
                  </div>
                ))}
              </dl>
            )}
            {footer && <small>{footer.text}</small>}
          </div>
        ))}
        {buttons.map((row, at) => (
          <div key={at} className="buttons">
            {row.components.map(({ label, custom_id, style }) => (
              <button
                key={custom_id}
                type="button"
                className={`button small${STYLES[style] ?? ''}`}
                onClick={() => press(custom_id)}
              >
                {label}
              </button>
            ))}
          </div>
        ))}
        {files.map(({ filename, description, size, text, picture }, at) =>
          picture ? (
            <img key={at} className="picture" src={picture} alt={description ?? filename} />
          ) : (
            <details key={at} className="file">
              <summary>
                📎 {filename}{' '}
                <small>
                  {description}, {Math.ceil(size / 1024)} KB
                </small>
              </summary>
              {text && <pre tabIndex={0}>{text}</pre>}
            </details>
          ),
        )}
        {onlyFor && <p className="only">Only you can see this</p>}
        {!onlyFor && !loading && (
          <details className="apps">
            <summary>Apps</summary>
            {server.menu.map((name) => (
              <button key={name} type="button" className="button small" onClick={() => choose(name)}>
                {name}
              </button>
            ))}
          </details>
        )}
      </div>
    </article>
  );
}
