import { useEffect, useRef, useState } from 'react';
import { act } from '../../../pages/client/act';
import { Composer } from '../../../pages/client/composer';
import { Notices, useNotices } from '../../../pages/client/notices';
import { type Snapshot } from '../model';
import { FormDialog } from './form-dialog';
import { MessageRow } from './message-row';

interface Props {
  server: Snapshot;
  person: string;
  become: (person: string) => void;
}

/** One person's Discord. */
export function Pane({ server, person, become }: Props) {
  const { notices, notify, drop } = useNotices();
  const [channel, setChannel] = useState(server.channels[0]?.name ?? '');
  const [text, setText] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const me = server.members.find(({ name }) => name === person);
  const places = server.channels.filter(
    (place) => (!place.with || place.with === me?.id) && (!place.seenBy || place.seenBy.includes(me?.id ?? '')),
  );
  const place = places.find(({ name }) => name === channel) ?? places[0];
  const messages = server.messages.filter(
    (one) => one.channel === place?.id && (!one.onlyFor || one.onlyFor === me?.id),
  );
  const form = server.forms.find(({ viewer }) => viewer === me?.id);
  const does = async (deed: string, given: object) => {
    try {
      await act(`/_admin/as/${person}/${deed}`, given);
      return true;
    } catch (error) {
      notify((error as Error).message);
      return false;
    }
  };
  const where = place?.id ?? '';
  const send = async (line: string) => {
    const said = line.trim();
    const done = said.startsWith('/')
      ? does('command', { channel: where, line: said })
      : does('say', { channel: where, content: said });
    if (await done) setText('');
  };
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'end' });
  }, [messages.length]);
  return (
    <>
      <div className="pane-inside" inert={Boolean(form)}>
        <nav className="side" aria-label="Channels">
          <select aria-label="Who you are" value={person} onChange={(event) => become(event.target.value)}>
            {server.members.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          {places.map(({ id, name, with: direct }) => (
            <button key={id} type="button" aria-current={id === where} onClick={() => setChannel(name)}>
              {direct ? `@${server.application}` : `# ${name}`}
            </button>
          ))}
        </nav>
        <div className="room">
          {place?.topic && <p className="topic">{place.topic}</p>}
          <div className="messages" role="log" aria-label={`Messages in ${channel}`}>
            {messages.length === 0 && <p className="nothing">Nothing has been said here.</p>}
            {messages.map((message) => (
              <MessageRow
                key={message.id}
                message={message}
                server={server}
                pinned={place?.pins?.includes(message.id) ?? false}
                press={(customId) => void does('press', { channel: where, message: message.id, customId })}
                choose={(name) => void does('messageCommand', { channel: where, message: message.id, name })}
              />
            ))}
            <div ref={end} />
          </div>
          <Composer
            label={`Message or command in ${place?.with ? server.application : `#${channel}`} as ${person}`}
            suggestions={server.commands.map(({ name, ...more }) => ({ value: name, ...more }))}
            text={text}
            onText={setText}
            onSend={(line) => void send(line)}
          />
        </div>
      </div>
      {form && (
        <FormDialog
          key={form.id}
          form={form}
          send={(values) => void does('submit', { values })}
          close={() => void does('close', {})}
        />
      )}
      <Notices notices={notices} drop={drop} />
    </>
  );
}
