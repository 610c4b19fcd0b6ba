import { type KeyboardEvent, useEffect, useRef } from 'react';
import { emojiOf, reactionChoices, spokenName } from './emoji';
import { useDismiss } from './use-dismiss';

const columns = 7;
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };

/** A small grid of emoji; arrow keys move, Enter picks, Escape closes. */
export function ReactionPicker({ onPick, onClose }: { onPick: (name: string) => void; onClose: () => void }) {
  const grid = useRef<HTMLDivElement>(null);
  useDismiss(grid, onClose);
  useEffect(() => {
    grid.current?.querySelector('button')?.focus({ preventScroll: true });
    grid.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
  };
  return (
    <div ref={grid} className="picker popover" role="dialog" aria-label="Pick a reaction" onKeyDown={move}>
      {reactionChoices.map((name) => (
        <button key={name} type="button" aria-label={spokenName(name)} title={`:${name}:`} onClick={() => onPick(name)}>
          {emojiOf(name)}
        </button>
      ))}
    </div>
  );
}
