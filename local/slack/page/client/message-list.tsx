import { Fragment, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { dayOf } from '../../../pages/client/clock';
import { type PageMessage } from '../model';
import { MessageRow } from './message-row';
import { type Deeds } from './use-deeds';
import { isReply } from './workspace';

interface Props {
  label: string;
  /** Those to be shown, oldest first. */
  messages: PageMessage[];
  /** All of the conversation, to count replies. */
  all: PageMessage[];
  /** Stands above the oldest message. */
  beginning?: { title: string; text: string };
  /** What was unseen when the conversation was opened begins here. */
  newFrom?: string;
  deeds: Deeds;
  openThread?: (ts: string) => void;
  dismiss: (ts: string) => void;
}

const groupMs = 5 * 60_000;
const none: PageMessage[] = [];
const milliseconds = ({ ts }: PageMessage) => Number(ts) * 1000;

/** Messages under each other, by days. It stays at the newest unless one has scrolled up. */
export const MessageList = memo(function MessageList(props: Props) {
  const { label, messages, all, beginning, newFrom, deeds, openThread, dismiss } = props;
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const replies = useMemo(() => Map.groupBy(all.filter(isReply), ({ threadTs }) => threadTs), [all]);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });
  useLayoutEffect(() => {
    if (!away) toEnd();
  }, [messages, away]);
  return (
    <div className="log-frame">
      <div
        ref={box}
        className="log"
        tabIndex={0}
        role="log"
        aria-label={label}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAway(scrollHeight - scrollTop - clientHeight > 80)
        }
      >
        {beginning && (
          <div className="beginning">
            <b>{beginning.title}</b>
            <p>{beginning.text}</p>
          </div>
        )}
        <ol>
          {messages.map((message, index) => {
            const above = messages[index - 1];
            const day = dayOf(milliseconds(message));
            const newDay = !above || dayOf(milliseconds(above)) !== day;
            const isNew = message.ts === newFrom;
            return (
              <Fragment key={message.ts}>
                {newDay && (
                  <li className="day">
                    <span>{day}</span>
                  </li>
                )}
                {isNew && (
                  <li className="new">
                    <span>New</span>
                  </li>
                )}
                <MessageRow
                  message={message}
                  continues={!newDay && !isNew && continues(above, message)}
                  replies={(openThread && replies.get(message.ts)) ?? none}
                  deeds={deeds}
                  openThread={openThread}
                  dismiss={dismiss}
                />
              </Fragment>
            );
          })}
        </ol>
      </div>
      {away && (
        <button type="button" className="to-end" onClick={toEnd}>
          ↓ Newest
        </button>
      )}
    </div>
  );
});

const continues = (above: PageMessage, { user, onlyFor, ts }: PageMessage) =>
  above.user === user && !above.onlyFor && !onlyFor && Number(ts) * 1000 - milliseconds(above) < groupMs;
