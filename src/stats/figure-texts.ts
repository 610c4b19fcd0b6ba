import { type Figures } from './figures';
import { spanText } from './span-text';

/** The figures in words, each with its name, for chat, terminal and page. */
export function figureTexts(figures: Figures, days: number): { label: string; text: string }[] {
  const { deployments, leadSeconds, commits, restoreSeconds, restored } = figures;
  return [
    {
      label: 'Deployments to production',
      text: `${deployments}, ${((deployments * 7) / days).toFixed(1)} a week`,
    },
    { label: 'Lead time for changes', text: ofMany(leadSeconds, commits, 'commit', 'from commit to production') },
    { label: 'Change failure rate', text: failureText(figures) },
    { label: 'Time to restore', text: ofMany(restoreSeconds, restored, 'failure', 'until the next that worked') },
    { label: 'Commands', text: `${figures.commands}${busiest(figures)}` },
  ];
}

function ofMany(seconds: number | undefined, count: number, what: string, means: string): string {
  if (seconds === undefined) return 'nothing to measure';
  return `${spanText(seconds)} ${means} (median of ${count} ${what}${count === 1 ? '' : 's'})`;
}

function failureText({ changeFailureRatio, failed, started }: Figures): string {
  if (changeFailureRatio === undefined) return 'nothing to measure';
  return `${Math.round(changeFailureRatio * 100)} % (${failed} of ${started} failed or were rolled back)`;
}

function busiest({ commandsByHour, commands }: Figures): string {
  if (commands === 0) return '';
  const hour = commandsByHour.indexOf(Math.max(...commandsByHour));
  const two = (value: number) => String(value % 24).padStart(2, '0');
  return `, most between ${two(hour)}:00 and ${two(hour + 1)}:00 UTC`;
}
