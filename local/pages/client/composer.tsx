import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { argumentAt, complete, type Suggestion } from './completion';
import { IconButton } from './icon-button';

interface Props {
  /** Who writes where: `Message #deployments as alice`. */
  label: string;
  suggestions: Suggestion[];
  /** Kept text; whoever shows the composer keeps it. */
  text: string;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  autoFocus?: boolean;
}

/**
 * Where messages and commands are typed. Enter sends, Shift+Enter begins a new line; while a list of completions is open
 * Up and Down choose, Enter and Tab take, Escape closes it.
 */
export function Composer({ label, suggestions, text, onText, onSend, autoFocus }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState(text.length);
  const [moved, setMoved] = useState<number>();
  const [closedAt, setClosedAt] = useState<string>();
  const completing = closedAt === text ? undefined : complete(text, Math.min(caret, text.length), suggestions);
  const chosen = moved ?? (completing?.sure ? 0 : -1);
  const argument = argumentAt(text, suggestions);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  useEffect(() => setMoved(undefined), [text]);
  useEffect(() => {
    if (autoFocus) field.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const take = (suggestion: Suggestion) => {
    if (!completing) return;
    const before = `${text.slice(0, completing.from)}${suggestion.value} `;
    onText(before + text.slice(caret));
    setCaret(before.length);
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
    field.current?.focus();
  };
  const send = () => {
    if (text.trim()) onSend(text);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (completing) {
      const { matches } = completing;
      const taken = matches[event.key === 'Tab' ? Math.max(chosen, 0) : chosen];
      if (event.key === 'ArrowDown') setMoved((chosen + 1) % matches.length);
      else if (event.key === 'ArrowUp') setMoved((Math.max(chosen, 0) + matches.length - 1) % matches.length);
      else if (event.key === 'Escape') setClosedAt(text);
      else if (event.key === 'Tab' && taken) take(taken);
      else if (event.key === 'Enter' && !event.shiftKey && taken) take(taken);
      else if (event.key === 'Enter' && !event.shiftKey) send();
      else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };

  return (
    <div className="composer">
      {completing && (
        <ul className="completions popover" role="listbox" id={listId} aria-label="Completions">
          {completing.matches.map((match, index) => (
            <li
              key={match.value}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerDown={(event) => {
                event.preventDefault();
                take(match);
              }}
            >
              <span>
                <b>{match.value}</b> {match.hint && <span className="hint">{match.hint}</span>}
              </span>
              {match.description && <small>{match.description}</small>}
            </li>
          ))}
        </ul>
      )}
      {argument && !completing && (
        <p className="arguments" id={`${listId}-hint`}>
          <b>{argument.command.value}</b>
          {argument.command.hint?.split(' ').map((name, index) => (
            <span key={name} className={index === argument.index ? 'current' : index < argument.index ? 'given' : ''}>
              {name}
            </span>
          ))}
          {argument.command.description && <small>{argument.command.description}</small>}
        </p>
      )}
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={label}
          aria-label={label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={Boolean(completing)}
          aria-controls={completing && listId}
          aria-activedescendant={completing && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-describedby={argument && !completing ? `${listId}-hint` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onText(event.target.value);
            setCaret(event.target.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={keys}
        />
        <IconButton icon="send" label="Send" className="send" disabled={!text.trim()} onClick={send} />
      </div>
    </div>
  );
}
