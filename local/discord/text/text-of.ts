import { type Json, type Message, type State } from '../state/model';
import { wordsOf } from './markdown';

/** A message as plain text: what it says, its fields, its small print. */
export function textOf(state: Readonly<State>, { content, embeds }: Pick<Message, 'content' | 'embeds'>): string {
  const nameOf = (user: string) => state.members.find(({ id }) => id === user)?.name ?? user;
  const words = (text: unknown) => (typeof text === 'string' ? wordsOf(text, nameOf) : '');
  return [
    words(content),
    ...embeds.flatMap(({ title, description, fields, footer }) => [
      words(title),
      words(description),
      ...((fields ?? []) as Json[]).map(({ name, value }) => `${words(name)}: ${words(value)}`),
      // Small print shows no markdown.
      (footer as { text?: string } | undefined)?.text ?? '',
    ]),
  ]
    .filter(Boolean)
    .join('\n');
}
