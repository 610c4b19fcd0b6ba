import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { callTo } from './command-card';

interface ReviewReminder {
  instanceId: string;
  /** The line that was run. */
  text: string;
  debtor: PersonRef;
  /** Who may review it and has not. */
  people: PersonRef[];
  /** ISO 8601. */
  dueAt: string;
  overdue: boolean;
}

/** Tells those who may that a break-glass still waits for its review. */
export function reviewReminderView({ instanceId, text, debtor, people, dueAt, overdue }: ReviewReminder): View {
  return {
    kind: 'notice',
    tone: overdue ? 'bad' : 'waiting',
    icon: overdue ? '🚨' : '⏰',
    headline: [
      ...callTo(people),
      people.length ? ': ' : '',
      overdue ? 'the review of this break-glass is overdue.' : 'this break-glass still waits for its review.',
    ],
    lines: [
      [{ code: text }, ' by ', { person: debtor }, overdue ? ', due since ' : ', due ', { time: dueAt }],
      ...(overdue ? [[{ person: debtor }, ' cannot break the glass again before that.']] : []),
    ],
    calls: people,
    actions: [{ kind: 'run', label: 'I have reviewed it', line: `/review ${instanceId}` }],
  };
}
