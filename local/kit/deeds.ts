import { type Context } from 'hono';
import { type z } from 'zod';
import { type ServerEnv } from './server-env';

/** Something that a person can do in a chat of ours; what is given is JSON that is checked first. */
interface Deed<Actor> {
  run(actor: Actor, given: unknown): unknown;
}

/** Makes a deed from the schema of its arguments and what it does with them. */
export const deedFor =
  <Actor>() =>
  <S extends z.ZodType>(schema: S, run: (actor: Actor, given: z.infer<S>) => unknown): Deed<Actor> => ({
    run: (actor, given) => run(actor, schema.parse(given)),
  });

/** Answers `POST /as/<person>/<deed>`: the arguments are the body, by name. */
export async function doDeed<Actor>(
  c: Context<ServerEnv, '/as/:person/:deed'>,
  deeds: Record<string, Deed<Actor>>,
  as: (person: string) => Actor,
): Promise<Response> {
  const name = c.req.param('deed');
  const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined;
  if (!deed) return c.json({ error: `what a person can do: ${Object.keys(deeds).join(', ')}` }, 404);
  const given: unknown = await c.req.json().catch(() => ({}));
  return c.json((await deed.run(as(c.req.param('person')), given)) ?? null);
}
