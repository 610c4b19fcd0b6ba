import { type Inline, type View } from '../model/view';

/** A view whose people are named and not called, for a message of which nobody has to do anything. */
export function unmentioned(view: View): View {
  const { headline, lines, facts, lists, footer } = view;
  return {
    ...view,
    headline: named(headline),
    ...(lines && { lines: lines.map(named) }),
    ...(facts && { facts: facts.map((fact) => ({ ...fact, value: named(fact.value) })) }),
    ...(lists && { lists: lists.map((list) => ({ ...list, items: list.items.map(named) })) }),
    ...(footer && { footer: footer.map(named) }),
  };
}

function named(line: Inline[]): Inline[] {
  return line.map((part) => (typeof part === 'object' && 'person' in part ? `@${part.person.id}` : part));
}
