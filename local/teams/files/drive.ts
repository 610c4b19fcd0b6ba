import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { type Json } from '../state/model';

interface Upload {
  id: string;
  name: string;
  content?: Buffer;
}

const PATH = '/onedrive';

/** People's OneDrive, as far as a bot's files come to it. https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession */
export class Drive {
  private readonly uploads = new Map<string, Upload>();

  /** @param url of the server */
  constructor(private readonly url: () => string) {}

  /** A session for one file, as Teams tells it to the app of somebody who accepts. */
  begin(name: string): Json {
    const session = randomUUID();
    const id = randomUUID().toUpperCase();
    this.uploads.set(session, { id, name });
    const base = `${this.url()}${PATH}`;
    return {
      contentUrl: `${base}/files/${id}/${encodeURIComponent(name)}`,
      name,
      uploadUrl: `${base}/upload/${session}`,
      uniqueId: id,
      fileType: name.split('.').at(-1) ?? '',
      etag: `"{${id}},1"`,
    };
  }

  router(): Hono<ServerEnv> {
    return new Hono<ServerEnv>()
      .put(`${PATH}/upload/:session`, async (c) => {
        const upload = this.uploads.get(c.req.param('session'));
        if (!upload || upload.content) return c.json({ error: { code: 'itemNotFound' } }, 404);
        const content = Buffer.from(await c.req.arrayBuffer());
        const whole = `bytes 0-${content.length - 1}/${content.length}`;
        if (content.length === 0 || c.req.header('content-range') !== whole)
          return c.json({ error: { code: 'invalidRange', message: `Content-Range must be ${whole}.` } }, 416);
        upload.content = content;
        return c.json({ id: upload.id, name: upload.name, size: content.length, file: {} }, 201);
      })
      .get(`${PATH}/files/:id/:name`, (c) => {
        const found = [...this.uploads.values()].find(({ id }) => id === c.req.param('id'));
        return found?.content
          ? new Response(new Uint8Array(found.content), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
          : c.json({ error: { code: 'itemNotFound' } }, 404);
      });
  }
}
