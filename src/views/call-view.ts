import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { callTo } from './command-card';

/**
 * Calls those who may decide a request, below its message: that one took the place of another, and no platform tells people
 * who are mentioned in a change.
 */
export function callView(text: string, people: PersonRef[]): View {
  return {
    kind: 'notice',
    tone: 'waiting',
    icon: '🙋',
    headline: [...callTo(people), ': this waits for you.'],
    lines: [[{ code: text }]],
    calls: people,
  };
}
