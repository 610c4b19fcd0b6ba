import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { Avatar } from '../../../pages/client/avatar';
import { fullTimeOf, timeOf } from '../../../pages/client/clock';
import { Icon } from '../../../pages/client/icons';
import { Reactions } from '../../../pages/client/reactions';
import { type PageMessage } from '../model';
import { ActingContext } from './block-kit/acting';
import { MessageBody } from './message-body';
import { MessageTools } from './message-tools';
import { spoken } from './mrkdwn';
import { nameIn, useReading } from './reading';
import { type Deeds } from './use-deeds';

interface Props {
  message: PageMessage;
  /** Of the same author as the one above, shortly after: without picture and name. */
  continues: boolean;
  replies: PageMessage[];
  deeds: Deeds;
  openThread?: (ts: string) => void;
  dismiss: (ts: string) => void;
}

/** One message with what can be done to it. */
export const MessageRow = memo(function MessageRow({ message, continues, replies, deeds, openThread, dismiss }: Props) {
  const reading = useReading();
  const { viewer, users } = reading;
  const { channel, ts, version, onlyFor, slash } = message;
  const author = users.get(message.user);
  const first = useRef(version);
  const [updated, setUpdated] = useState(first.current);
  if (updated !== version) setUpdated(version);

  const acting = useMemo(
    () => ({
      act: async (action: string, choice?: string | string[]) =>
        void (await deeds.do('click', { channel, ts, action, choice })),
    }),
    [deeds, channel, ts],
  );
  const toggle = useCallback(
    (name: string) => {
      const mine = message.reactions.some((reaction) => reaction.name === name && reaction.users.includes(viewer));
      void deeds.do(mine ? 'unreact' : 'react', { channel, ts, name });
    },
    [deeds, channel, ts, message.reactions, viewer],
  );

  const at = Number(ts) * 1000;
  const name = author?.kind === 'app' ? author.realName : (author?.name ?? message.user);
  const classes = ['message', continues && 'continues', onlyFor && 'private', slash && 'typed'];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-ts={ts} data-author={author?.name}>
      {version !== first.current && <span key={version} className="flash" aria-hidden="true" />}
      {continues ? (
        <time className="gutter" dateTime={new Date(at).toISOString()}>
          {timeOf(at)}
        </time>
      ) : (
        <Avatar name={author?.realName ?? message.user} app={author?.kind === 'app'} />
      )}
      <div className="content">
        {onlyFor && (
          <p className="only">
            <Icon name="eye" /> Only visible to you
            <button type="button" className="plain" onClick={() => dismiss(ts)}>
              Dismiss
            </button>
          </p>
        )}
        {!continues && (
          <p className="by">
            <b>{name}</b>
            {author?.kind === 'app' && <span className="badge">APP</span>}
            <time dateTime={new Date(at).toISOString()} title={fullTimeOf(at)}>
              {timeOf(at)}
            </time>
          </p>
        )}
        <ActingContext value={acting}>
          <MessageBody message={message} />
        </ActingContext>
        {version !== first.current && (
          <span className="unseen" role="status">
            Updated: {spoken(message.text.split('\n')[0] ?? '', (user) => nameIn(reading, user))}
          </span>
        )}
        <Reactions
          reactions={message.reactions}
          viewer={viewer}
          nameOf={(user) => nameIn(reading, user)}
          onToggle={toggle}
        />
        {openThread && replies.length > 0 && (
          <button type="button" className="replies" onClick={() => openThread(ts)}>
            {[...new Set(replies.map(({ user }) => user))].slice(0, 4).map((user) => (
              <Avatar key={user} small name={users.get(user)?.realName ?? user} app={users.get(user)?.kind === 'app'} />
            ))}
            {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
          </button>
        )}
      </div>
      {!onlyFor && <MessageTools onReact={toggle} onReply={openThread && (() => openThread(ts))} />}
    </li>
  );
});
