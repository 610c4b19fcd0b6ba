import { type View } from '../../model/view';
import { cleanLine, cut } from './clean-text';

const ICONS = { waiting: '○', running: '▶', done: '✓', failed: '✗', skipped: '⊘' };
const STEP = 150;

type Steps = NonNullable<View['steps']>;

/** One line a step. Of too many, those already done are left out first: people watch what runs and what comes. */
export function fitSteps(steps: Steps, most: number): { words: string; state: Steps[number]['state'] }[] {
  const over = steps.length - most + 1;
  const open = steps.findIndex(({ state }) => state !== 'done' && state !== 'skipped');
  const hidden = over > 1 ? Math.min(open === -1 ? steps.length : open, over) : 0;
  const shown = steps.slice(hidden, hidden + most);
  const more = steps.length - hidden - shown.length;
  return [
    ...(hidden ? [{ words: `✓ ${hidden} done`, state: 'done' as const }] : []),
    ...shown.map(({ label, state }) => ({ words: `${ICONS[state]} ${cut(cleanLine(label), STEP)}`, state })),
    ...(more ? [{ words: `… ${more} more`, state: 'waiting' as const }] : []),
  ];
}

const CELLS = 12;

/** `▓▓▓░░░░░░░░░ 3 of 12`. */
export function progressBar({ done, total }: { done: number; total: number }): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.floor(share * CELLS);
  return `${'▓'.repeat(filled)}${'░'.repeat(CELLS - filled)} ${done} of ${total}`;
}
