import { useCallback, useState } from 'react';
import { emojiOf, spokenName } from './emoji';
import { Icon } from './icons';
import { ReactionPicker } from './reaction-picker';

interface Props {
  reactions: { name: string; users: string[] }[];
  viewer: string;
  nameOf: (user: string) => string;
  onToggle: (name: string) => void;
}

/** The reactions below a message: a press adds one's own or takes it back. */
export function Reactions({ reactions, viewer, nameOf, onToggle }: Props) {
  const [picking, setPicking] = useState(false);
  const close = useCallback(() => setPicking(false), []);
  if (!reactions.length) return null;
  return (
    <div className="reactions">
      {reactions.map(({ name, users }) => {
        const who = users.map(nameOf).join(', ');
        return (
          <button
            key={name}
            type="button"
            className="reaction"
            aria-pressed={users.includes(viewer)}
            aria-label={`${spokenName(name)}, ${users.length}: ${who}`}
            title={`${who} reacted with :${name}:`}
            onClick={() => onToggle(name)}
          >
            <span aria-hidden="true">{emojiOf(name)}</span>
            <span className="count">{users.length}</span>
          </button>
        );
      })}
      <span className="anchor">
        <button
          type="button"
          className="reaction add"
          aria-label="Add a reaction"
          title="Add a reaction"
          onClick={() => setPicking(!picking)}
        >
          <Icon name="react" />
        </button>
        {picking && (
          <ReactionPicker
            onClose={close}
            onPick={(name) => {
              close();
              onToggle(name);
            }}
          />
        )}
      </span>
    </div>
  );
}
