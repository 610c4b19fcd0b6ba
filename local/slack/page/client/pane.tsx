import { useCallback, useMemo, useState } from 'react';
import { Notices, useNotices } from '../../../pages/client/notices';
import { Modal } from './modal';
import { type PaneProps } from './pane-props';
import { ReadingContext } from './reading';
import { Room } from './room';
import { Sidebar } from './sidebar';
import { Thread } from './thread';
import { useDeeds } from './use-deeds';
import { seenBy } from './workspace';

/** One person's Slack. */
export function Pane(props: PaneProps) {
  const { workspace, pane, change, readUntil, dismissed } = props;
  const { person, thread } = pane;
  const { notices, notify, drop } = useNotices();
  const [menuOpen, setMenuOpen] = useState(false);
  const deeds = useDeeds(person, notify);
  const channel = workspace.channels.find(({ id, members }) => id === pane.channel && members.includes(person));
  const openChannel = useCallback(
    (id: string) => {
      change({ channel: id, thread: undefined });
      setMenuOpen(false);
    },
    [change],
  );
  const reading = useMemo(
    () => ({
      viewer: person,
      users: new Map(workspace.users.map((user) => [user.id, user])),
      channels: new Map(workspace.channels.map((known) => [known.id, known])),
      openChannel,
    }),
    [person, workspace.users, workspace.channels, openChannel],
  );
  const messages = useMemo(
    () => seenBy(workspace.messages, pane.channel, person).filter(({ ts }) => !dismissed.includes(ts)),
    [workspace.messages, pane.channel, person, dismissed],
  );
  const modal = workspace.views
    .filter(({ viewer }) => viewer === person)
    .sort((a, b) => a.depth - b.depth)
    .at(-1);
  const openApp = async () => {
    const opened = (await deeds.do('dm', {})) as { channel: string } | undefined;
    if (opened) openChannel(opened.channel);
  };
  return (
    <ReadingContext value={reading}>
      <div
        className={`pane-inside${menuOpen ? ' menu-open' : ''}`}
        inert={Boolean(modal)}
        onKeyDown={(event) => event.key === 'Escape' && setMenuOpen(false)}
      >
        {menuOpen && (
          <button
            type="button"
            className="menu-back"
            aria-label="Close the channels"
            onClick={() => setMenuOpen(false)}
          />
        )}
        <Sidebar
          workspace={workspace}
          person={person}
          current={pane.channel}
          readUntil={(id) => readUntil(person, id)}
          onPerson={(id) => {
            change({ person: id, thread: undefined });
            setMenuOpen(false);
          }}
          onChannel={openChannel}
          onApp={() => void openApp()}
        />
        {channel ? (
          <Room
            key={`${person} ${channel.id}`}
            {...props}
            channel={channel}
            messages={messages}
            deeds={deeds}
            toggleMenu={() => setMenuOpen(!menuOpen)}
          />
        ) : (
          <p className="nothing">Choose a channel.</p>
        )}
        {channel && thread && (
          <Thread
            key={thread}
            {...props}
            channel={channel}
            parent={thread}
            messages={messages}
            deeds={deeds}
            notify={notify}
          />
        )}
      </div>
      {modal && <Modal key={modal.id} view={modal} deeds={deeds} />}
      <Notices notices={notices} drop={drop} />
    </ReadingContext>
  );
}
