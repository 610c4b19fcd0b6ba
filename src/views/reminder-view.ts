import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { peopleList } from './command-card';

interface Reminder {
  /** The line that was asked. */
  text: string;
  people: PersonRef[];
  instanceId: string;
  /** Who may decide from now on too, e.g. `a head of operations`; absent in an ordinary reminder. */
  label?: string;
}

/** People named before the rest are only counted. */
const NAMED = 10;

/** Tells those who have not voted that a request waits for them. */
export function reminderView({ text, people, instanceId, label }: Reminder): View {
  const more = people.length - NAMED;
  return {
    kind: 'notice',
    tone: 'waiting',
    icon: '⏰',
    headline: [
      ...peopleList(people.slice(0, NAMED), 'and'),
      ...(more > 0 ? [` and ${more} more`] : []),
      label ? ': nobody has decided this yet, so you may now.' : ': this still waits for you.',
    ],
    lines: [[{ code: text }]],
    actions: [{ kind: 'run', label: 'More time', line: `/extend ${instanceId}` }],
  };
}
