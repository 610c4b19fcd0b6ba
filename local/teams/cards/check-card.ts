import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';
import { type z } from 'zod';
import { isObject, type Json } from '../state/model';
import { cardSchema } from './card-schema';
import { inputsOf, objectsOf } from './walk';

/** Teams shows six actions of a set and hides the rest in a menu. */
const PRIMARY_ACTIONS = 6;

/**
 * Checks a card by the schema of Adaptive Cards 1.5, by Microsoft's own parser, and by what Teams asks beyond both.
 * @returns what is wrong, each with its place; nothing when the card is right
 */
export function checkCard(card: unknown): string[] {
  const read = cardSchema.safeParse(card);
  if (!read.success) return read.error.issues.flatMap(sentences);
  return [...parseProblems(card as Json), ...teamsProblems(card as Json)];
}

/** Of a union it tells what is wrong with the variant that came nearest. */
function sentences(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.join('.') || 'the card';
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [`${place}: ${issue.message}`];
  const nearest = [...issue.errors].sort((one, other) => depth(other) - depth(one))[0] ?? [];
  return nearest.flatMap((inner) => sentences({ ...inner, path: [...issue.path, ...inner.path] }));
}

const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));

/** Teams takes menus that ask the app in cards of 1.5 too (its own example is one), which the parser knows of from 1.6 on. */
function parseProblems(card: Json): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const copy = structuredClone(card);
  for (const input of inputsOf(copy)) delete input['choices.data'];
  new AdaptiveCard().parse(copy, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}

function teamsProblems(card: Json): string[] {
  const ids = inputsOf(card).map(({ id }) => String(id));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const sets = [...objectsOf(card)].map(({ actions }) => actions).filter(Array.isArray);
  const primary = (actions: unknown[]) => actions.filter((action) => !isObject(action) || action.mode !== 'secondary');
  return [
    ...twice.map((id) => `two inputs have the ID ${id}`),
    ...sets
      .filter((actions) => primary(actions).length > PRIMARY_ACTIONS)
      .map(
        (actions) => `${primary(actions).length} primary actions side by side, at most ${PRIMARY_ACTIONS} are shown`,
      ),
  ];
}
