import { Hono } from 'hono';
import { z } from 'zod';
import { faultSchema, type Faults } from './faults';
import type { Recorder } from './recorder';
import type { ServerEnv } from './server-env';

const body = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);

/**
 * Steers and reads a local server from another process: `GET|PUT|DELETE /_faults`, `GET|DELETE /_requests`, `GET /_state`.
 * No vendor has paths that begin with `/_`.
 */
export function adminRoutes(faults: Faults, recorder: Recorder, state: () => unknown): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get('/_faults', (c) => c.json(faults.list()))
    .put('/_faults', async (c) => {
      const given = body.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success)
        return c.json({ error: 'the body must be one fault or an array of faults', issues: given.error.issues }, 400);
      faults.set(...given.data);
      return c.json(faults.list());
    })
    .delete('/_faults', (c) => {
      faults.clear();
      return c.body(null, 204);
    })
    .get('/_requests', (c) => c.json(recorder.list()))
    .delete('/_requests', (c) => {
      recorder.clear();
      return c.body(null, 204);
    })
    .get('/_state', (c) => c.json(state() as object));
}
