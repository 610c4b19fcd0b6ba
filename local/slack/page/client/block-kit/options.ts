import { type TextObject } from './text';

/** One thing that can be chosen. */
export interface Option {
  value: string;
  text: TextObject;
  description?: TextObject;
  url?: string;
}

interface Grouped {
  label?: TextObject;
  options: Option[];
}

/** What an element offers, as Slack writes it. */
export interface Choosing {
  type: string;
  options?: Option[];
  option_groups?: Grouped[];
}

interface Known {
  users: Map<string, { id: string; name: string; kind?: string }>;
  channels: Map<string, { id: string; name: string; kind: string }>;
}

const word = (text: string): TextObject => ({ type: 'plain_text', text, emoji: false });

/** The choices of a menu; those of users and channels come from the workspace. */
export function groupsOf(element: Choosing, { users, channels }: Known): Grouped[] {
  if (element.option_groups) return element.option_groups;
  if (element.options) return [{ options: element.options }];
  const kind = element.type.replace(/^multi_/, '');
  if (kind === 'users_select') {
    return [{ options: [...users.values()].map(({ id, name }) => ({ value: id, text: word(`@${name}`) })) }];
  }
  if (kind === 'channels_select' || kind === 'conversations_select') {
    const named = [...channels.values()].filter(({ kind }) => kind !== 'im');
    return [{ options: named.map(({ id, name }) => ({ value: id, text: word(`#${name}`) })) }];
  }
  return [];
}

/** What is chosen at first: the value of any `initial_…`. */
export function initialOf(element: object): string | string[] | undefined {
  const initial: unknown = Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1];
  if (Array.isArray(initial)) return initial.map(valueOf);
  return initial === undefined ? undefined : valueOf(initial);
}

const valueOf = (initial: unknown): string =>
  typeof initial === 'object' && initial !== null && 'value' in initial ? String(initial.value) : String(initial);
