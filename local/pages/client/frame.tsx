import { type ReactNode, useSyncExternalStore } from 'react';
import { Bar } from './bar';
import { IconButton } from './icon-button';
import { Tabs } from './tabs';
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
      <Bar
        title={title}
        connected={connected}
        tabs={
          one && (
            <Tabs label="Who you are" options={panes.map(({ label }) => label)} active={active} setActive={setActive} />
          )
        }
      >
        <IconButton icon="help" label="What to try" onClick={onHelp} />
        {!isNarrow && (
          <IconButton
            icon={wantsOne ? 'two' : 'one'}
            label={wantsOne ? 'Two panes side by side' : 'One pane at a time'}
            onClick={() => setWantsOne(!wantsOne)}
          />
        )}
      </Bar>
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
