import { Avatar } from '../../../pages/client/avatar';
import { type PageChannel, type Snapshot } from '../model';
import { channelsOf, peopleOf, unreadOf } from './workspace';

interface Props {
  workspace: Snapshot;
  person: string;
  current: string;
  readUntil: (channel: string) => string;
  onPerson: (id: string) => void;
  onChannel: (id: string) => void;
  onApp: () => void;
}

/** Who one is, and where one can go. */
export function Sidebar({ workspace, person, current, readUntil, onPerson, onChannel, onApp }: Props) {
  const people = peopleOf(workspace);
  const me = people.find(({ id }) => id === person);
  const mine = channelsOf(workspace, person);
  const app = workspace.users.find(({ id }) => id === workspace.bot);
  const direct = mine.find(({ kind, members }) => kind === 'im' && members.includes(workspace.bot));
  const entry = (channel: PageChannel | undefined, name: React.ReactNode, open: () => void) => {
    const { count, mentioned } = channel
      ? unreadOf(workspace.messages, channel, person, readUntil(channel.id))
      : { count: 0, mentioned: 0 };
    const isCurrent = channel?.id === current;
    const unread = count > 0 && !isCurrent;
    return (
      <li key={channel?.id ?? 'app'}>
        <button
          type="button"
          className={unread ? 'unread' : ''}
          aria-current={isCurrent ? 'page' : undefined}
          onClick={open}
        >
          {name}
          {unread && mentioned > 0 && <span className="badge-count">{mentioned}</span>}
          {unread && <span className="unseen">{count} unread</span>}
        </button>
      </li>
    );
  };
  return (
    <nav className="side" aria-label="Channels">
      <label className="who">
        <Avatar name={me?.realName ?? person} />
        <span className="who-name">
          <small>You are</small>
          <b>{me?.name}</b>
        </span>
        <select aria-label="Who you are here" value={person} onChange={(event) => onPerson(event.target.value)}>
          {people.map(({ id, name, realName, kind }) => (
            <option key={id} value={id}>
              {name} – {realName}
              {kind ? ` (${kind === 'stranger' ? 'other company' : kind})` : ''}
            </option>
          ))}
        </select>
      </label>
      <h3>Channels</h3>
      <ul>
        {mine
          .filter(({ kind }) => kind !== 'im')
          .map((channel) =>
            entry(
              channel,
              <>
                <span className="sign" aria-hidden="true">
                  #
                </span>
                <span className="name">{channel.name}</span>
              </>,
              () => onChannel(channel.id),
            ),
          )}
      </ul>
      <h3>Apps</h3>
      <ul>
        {entry(
          direct,
          <>
            <Avatar small app name={app?.realName ?? ''} />
            <span className="name">{app?.realName}</span>
          </>,
          onApp,
        )}
      </ul>
    </nav>
  );
}
