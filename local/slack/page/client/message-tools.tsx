import { useCallback, useState } from 'react';
import { emojiOf, spokenName } from '../../../pages/client/emoji';
import { IconButton } from '../../../pages/client/icon-button';
import { ReactionPicker } from '../../../pages/client/reaction-picker';

/** Reactions that decide something here, one press away. */
const quick = ['white_check_mark', 'x'];

/** What appears at a message's corner when it is pointed at or has the focus. */
export function MessageTools({ onReact, onReply }: { onReact: (name: string) => void; onReply?: () => void }) {
  const [picking, setPicking] = useState(false);
  const close = useCallback(() => setPicking(false), []);
  return (
    <div className={`tools${picking ? ' open' : ''}`} role="group" aria-label="Message actions">
      {quick.map((name) => (
        <button
          key={name}
          type="button"
          className="icon-button quick"
          aria-label={`React with ${spokenName(name)}`}
          title={`React with :${name}:`}
          onClick={() => onReact(name)}
        >
          {emojiOf(name)}
        </button>
      ))}
      <IconButton icon="react" label="Pick a reaction" aria-expanded={picking} onClick={() => setPicking(!picking)} />
      {onReply && <IconButton icon="reply" label="Reply in thread" onClick={onReply} />}
      {picking && (
        <ReactionPicker
          onClose={close}
          onPick={(name) => {
            close();
            onReact(name);
          }}
        />
      )}
    </div>
  );
}
