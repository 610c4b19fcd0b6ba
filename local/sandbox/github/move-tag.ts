import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerEnv } from '../../kit/server-env';
import { sha1 } from './history';
import { resolveCommit } from './refs';
import type { World } from './world';

const moveSchema = z.strictObject({ repository: z.string(), tag: z.string(), to: z.string() });
export type TagMove = z.infer<typeof moveSchema>;

/**
 * Lets a tag point to another commit, as a forced push of it does; forgotten at a restart.
 * @throws Error when there is no such repository, tag or ref
 */
export function moveTag(world: World, { repository: name, tag: tagName, to }: TagMove): void {
  const repository = world.repositories.find((candidate) => candidate.name === name);
  const tag = repository?.tags.find((candidate) => candidate.name === tagName);
  const commit = repository && resolveCommit(repository, to);
  if (!tag || !commit) throw new Error(`${name} has no tag ${tagName}, or no ${to} to move it to`);
  tag.commit = commit;
  if (tag.annotation) tag.annotation.sha = sha1('tag', commit, tagName);
}

/** `PUT /_tag`, for another process. */
export function tagRoutes(world: World): Hono<ServerEnv> {
  return new Hono<ServerEnv>().put('/_tag', async (c) => {
    const given = moveSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!given.success) return c.json({ error: 'not a move of a tag', issues: given.error.issues }, 400);
    try {
      moveTag(world, given.data);
    } catch (error) {
      return c.json({ error: (error as Error).message }, 404);
    }
    return c.body(null, 204);
  });
}
