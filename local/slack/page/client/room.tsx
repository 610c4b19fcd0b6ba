import { useEffect, useMemo, useState } from 'react';
import { Composer } from '../../../pages/client/composer';
import { withEmoji } from '../../../pages/client/emoji';
import { IconButton } from '../../../pages/client/icon-button';
import { type PageChannel, type PageMessage } from '../model';
import { MessageList } from './message-list';
import { type PaneProps } from './pane-props';
import { nameIn, useReading } from './reading';
import { suggestionsOf } from './suggestions';
import { type Deeds } from './use-deeds';
import { inChannel } from './workspace';

interface Props extends PaneProps {
  channel: PageChannel;
  /** What this person sees of the channel. */
  messages: PageMessage[];
  deeds: Deeds;
  toggleMenu: () => void;
}

/** A channel, or a conversation with the app. */
export function Room({
  workspace,
  pane,
  shown,
  change,
  readUntil,
  markRead,
  draft,
  setDraft,
  dismiss,
  ...here
}: Props) {
  const { channel, messages, deeds, toggleMenu } = here;
  const { person } = pane;
  const reading = useReading();
  const listed = useMemo(() => inChannel(messages), [messages]);
  const [newFrom] = useState(() => {
    const since = readUntil(person, channel.id);
    return listed.find(({ ts, user }) => ts > since && user !== person)?.ts;
  });
  const newest = listed.at(-1)?.ts;
  useEffect(() => {
    const look = () => {
      if (shown && newest && document.visibilityState === 'visible') markRead(person, channel.id, newest);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [shown, newest, person, channel.id, markRead]);
  const suggestions = useMemo(() => suggestionsOf(workspace, true), [workspace]);
  const openThread = useMemo(() => (ts: string) => change({ thread: ts }), [change]);

  const other = channel.kind === 'im' ? channel.members.find((id) => id !== person) : undefined;
  const title = other ? (reading.users.get(other)?.realName ?? other) : `#${channel.name}`;
  const me = nameIn(reading, person);
  const beginning = useMemo(
    () => ({
      title,
      text: other ? 'What you write here, only the app reads.' : `This is the very beginning of ${title}.`,
    }),
    [title, other],
  );
  const key = `${person} ${channel.id}`;
  const send = (text: string) => {
    const [, command, rest = ''] = /^(\/\S+)\s*([^]*)$/.exec(text) ?? [];
    setDraft(key, '');
    const sent = command
      ? deeds.do('command', { channel: channel.id, command, text: rest.trim() })
      : deeds.do('say', { channel: channel.id, text: withEmoji(text.trim()) });
    void sent.then((answer) => answer === undefined && setDraft(key, text));
  };
  return (
    <div className="room">
      <header className="room-head">
        <IconButton icon="menu" label="Channels" className="menu-toggle" onClick={toggleMenu} />
        <h2>{title}</h2>
        <p>{channel.topic || (other ? 'Only you and the app' : `${channel.members.length} members`)}</p>
      </header>
      <MessageList
        label={`Messages in ${title} as ${me}`}
        messages={listed}
        all={messages}
        newFrom={newFrom}
        deeds={deeds}
        openThread={openThread}
        dismiss={dismiss}
        beginning={beginning}
      />
      <Composer
        label={`Message ${title} as ${me}`}
        suggestions={suggestions}
        text={draft(key)}
        onText={(text) => setDraft(key, text)}
        onSend={send}
      />
    </div>
  );
}
