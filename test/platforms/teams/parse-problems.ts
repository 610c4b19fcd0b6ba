import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';

/** What Microsoft's own parser has against a card, as one of version 1.5. */
export function parseProblems(card: object): string[] {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(structuredClone(card), context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}
