import { type Inline, type View } from '../model/view';
import { type PersonRef } from '../model/person';

/** What every stage of a command's one message has in common. */
export interface CommandHead {
  icon: string;
  /** e.g. `Deploy order-service v2.4.1 to production`. */
  title: string;
  requester: PersonRef;
  reason?: string;
  /** Whether it was asked for without approval. */
  breakGlass?: boolean;
}

/** The facts that stay on the message from the first stage to the last. */
export function headFacts({ requester, reason, breakGlass }: CommandHead): NonNullable<View['facts']> {
  return [
    { label: 'Requested by', value: [{ person: requester }] },
    ...(reason ? [{ label: 'Reason', value: [reason] }] : []),
    ...(breakGlass ? [{ label: 'Break-glass', value: ['asked for: no approval before, a review after'] }] : []),
  ];
}

/** People called by name before the rest are only counted. */
const CALLED = 10;

/** `@bob, @carol and 3 more`. */
export function callTo(people: PersonRef[]): Inline[] {
  const more = people.length - CALLED;
  return [...peopleList(people.slice(0, CALLED), 'and'), ...(more > 0 ? [` and ${more} more`] : [])];
}

/** `@bob, @carol or @dave`. */
export function peopleList(people: PersonRef[], lastWord: 'and' | 'or'): Inline[] {
  return people.flatMap((person, index): Inline[] => {
    if (index === 0) return [{ person }];
    return [index === people.length - 1 ? ` ${lastWord} ` : ', ', { person }];
  });
}
