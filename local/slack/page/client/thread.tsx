import { useMemo } from 'react';
import { Composer } from '../../../pages/client/composer';
import { withEmoji } from '../../../pages/client/emoji';
import { IconButton } from '../../../pages/client/icon-button';
import { type PageChannel, type PageMessage } from '../model';
import { MessageList } from './message-list';
import { type PaneProps } from './pane-props';
import { nameIn, useReading } from './reading';
import { suggestionsOf } from './suggestions';
import { type Deeds } from './use-deeds';
import { repliesTo } from './workspace';

interface Props extends PaneProps {
  channel: PageChannel;
  parent: string;
  messages: PageMessage[];
  deeds: Deeds;
  notify: (text: string) => void;
}

/** A message and the replies to it. */
export function Thread({
  workspace,
  pane,
  change,
  draft,
  setDraft,
  dismiss,
  channel,
  parent,
  messages,
  deeds,
  notify,
}: Props) {
  const reading = useReading();
  const shown = useMemo(
    () => [...messages.filter(({ ts }) => ts === parent), ...repliesTo(messages, parent)],
    [messages, parent],
  );
  const suggestions = useMemo(() => suggestionsOf(workspace, false), [workspace]);
  const key = `${pane.person} ${channel.id} ${parent}`;
  const close = () => change({ thread: undefined });
  const send = (text: string) => {
    const command = /^\/\S+/.exec(text)?.[0];
    if (command) return notify(`${command} is not supported in threads. Sorry!`);
    setDraft(key, '');
    const sent = deeds.do('say', { channel: channel.id, text: withEmoji(text.trim()), thread: parent });
    void sent.then((answer) => answer === undefined && setDraft(key, text));
  };
  return (
    <aside className="thread" aria-label="Thread" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header className="room-head">
        <IconButton icon="back" label="Back to the channel" className="back" onClick={close} />
        <h2>Thread</h2>
        <p>#{channel.name}</p>
        <IconButton icon="close" label="Close the thread" className="close" onClick={close} />
      </header>
      <MessageList
        label={`Thread as ${nameIn(reading, pane.person)}`}
        messages={shown}
        all={messages}
        deeds={deeds}
        dismiss={dismiss}
      />
      <Composer
        label={`Reply as ${nameIn(reading, pane.person)}`}
        suggestions={suggestions}
        text={draft(key)}
        onText={(text) => setDraft(key, text)}
        onSend={send}
        autoFocus
      />
    </aside>
  );
}
