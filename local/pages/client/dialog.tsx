import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './icon-button';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer: ReactNode;
  /** When given, the dialog is a form: Enter in a field sends it. */
  onSubmit?: () => void;
  /** Changes when another dialog takes this one's place. */
  identity?: string;
}

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Covers its pane, keeps the focus inside while it is open and gives it back afterwards. Escape closes it. */
export function Dialog({ title, onClose, children, footer, onSubmit, identity }: Props) {
  const box = useRef<HTMLFormElement>(null);
  const titleId = useId();
  /** Taken before what is behind the dialog becomes inert, which takes its focus away. */
  const [before] = useState(() => document.activeElement as HTMLElement | null);
  useEffect(() => () => before?.focus({ preventScroll: true }), [before]);
  useEffect(() => {
    const first =
      box.current?.querySelector<HTMLElement>('[data-focus]') ??
      box.current?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea)') ??
      box.current?.querySelector<HTMLElement>('.dialog-foot button');
    (first ?? box.current)?.focus({ preventScroll: true });
  }, [identity]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    if (event.key !== 'Tab') return;
    const inside = [...(box.current?.querySelectorAll<HTMLElement>(focusable) ?? [])];
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
  };
  return (
    <div
      className="dialog-back"
      onPointerDown={(event) => event.target === event.currentTarget && event.preventDefault()}
    >
      <form
        ref={box}
        className="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        noValidate
        onKeyDown={keys}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        <footer className="dialog-foot">{footer}</footer>
      </form>
    </div>
  );
}
