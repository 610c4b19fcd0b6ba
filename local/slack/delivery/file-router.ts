import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { type Uploads } from '../state/uploads';

/** Where a file's content is sent to, and where it is fetched from. */
export function fileRouter(uploads: Uploads): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .post('/upload/v1/:secret', async (c) => {
      const taken = uploads.receive(c.req.path, Buffer.from(await c.req.arrayBuffer()));
      return taken ? c.text('OK') : c.text('Bad request', 400);
    })
    .get('/files/:id', (c) => {
      const file = uploads.find(c.req.param('id'));
      if (!file) return c.notFound();
      const type = file.name.endsWith('.png') ? 'image/png' : 'text/plain; charset=utf-8';
      const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
      return c.body(new Uint8Array(file.content), 200, headers);
    });
}
