import { type ReactNode, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button';
import { ThemeToggle } from './theme-toggle';
import { useStored } from './use-stored';

interface Props {
  title: string;
  connected: boolean;
  onHelp: () => void;
  /** The pane that is shown where there is one at a time. */
  active: number;
  setActive: (index: number) => void;
  panes: { label: string; show: (shown: boolean) => ReactNode }[];
  /** Stands between the bar and the panes. */
  children?: ReactNode;
}

const narrow = matchMedia('(max-width: 860px)');
const watch = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** The page's frame: a bar, and below it panes side by side, or one at a time where there is no room or no wish for more. */
export function Frame({ title, connected, onHelp, active, setActive, panes, children }: Props) {
  const isNarrow = useSyncExternalStore(watch, () => narrow.matches);
  const [wantsOne, setWantsOne] = useStored('one-pane', false);
  const one = isNarrow || wantsOne;
  return (
    <>
      <header className="bar">
        <h1>{title}</h1>
        {one && (
          <div className="tabs" role="group" aria-label="Who you are">
            {panes.map(({ label }, index) => (
              <button key={index} type="button" aria-pressed={index === active} onClick={() => setActive(index)}>
                {label}
              </button>
            ))}
          </div>
        )}
        <p className="connection" role="status" data-connected={connected}>
          {connected ? 'Live' : 'Reconnecting…'}
        </p>
        <IconButton icon="help" label="What to try" onClick={onHelp} />
        {!isNarrow && (
          <IconButton
            icon={wantsOne ? 'two' : 'one'}
            label={wantsOne ? 'Two panes side by side' : 'One pane at a time'}
            onClick={() => setWantsOne(!wantsOne)}
          />
        )}
        <ThemeToggle />
      </header>
      {children}
      <main className="panes">
        {panes.map(({ label, show }, index) => (
          <section key={index} className="pane" aria-label={label} hidden={one && index !== active}>
            {show(!one || index === active)}
          </section>
        ))}
      </main>
    </>
  );
}
