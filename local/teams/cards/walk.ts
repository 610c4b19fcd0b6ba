import { isObject, type Json } from '../state/model';

/** Every object of a card, in the order in which it is read; what an action's `data` holds is not part of it. */
export function* objectsOf(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const entry of value) yield* objectsOf(entry);
  if (!isObject(value)) return;
  yield value;
  for (const [name, child] of Object.entries(value)) if (name !== 'data') yield* objectsOf(child);
}

const ofType = (card: Json, prefix: string) =>
  [...objectsOf({ ...card, refresh: undefined })].filter(({ type }) => String(type).startsWith(prefix));

/** What one can press. */
export const actionsOf = (card: Json): Json[] => ofType(card, 'Action.');

/** What one can fill in. */
export const inputsOf = (card: Json): Json[] => ofType(card, 'Input.');
