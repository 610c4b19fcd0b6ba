import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { callTo } from './command-card';

interface Reminder {
  /** The line that was asked. */
  text: string;
  people: PersonRef[];
  instanceId: string;
  /** Who may decide from now on too, e.g. `a head of operations`; absent in an ordinary reminder. */
  label?: string;
}

/** Tells those who have not voted that a request waits for them. */
export function reminderView({ text, people, instanceId, label }: Reminder): View {
  return {
    kind: 'notice',
    tone: 'waiting',
    icon: '⏰',
    headline: [
      ...callTo(people),
      label ? ': nobody has decided this yet, so you may now.' : ': this still waits for you.',
    ],
    lines: [[{ code: text }]],
    calls: people,
    actions: [{ kind: 'run', label: 'More time', line: `/extend ${instanceId}` }],
  };
}
