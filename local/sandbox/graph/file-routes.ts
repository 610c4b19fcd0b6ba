import { Hono } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { graphError } from './graph-error';
import { type Team } from './teams';

/**
 * The library of a team, as far as files are put into it. What a channel's folder is called before somebody has opened the channel's
 * files, Graph does not tell.
 * https://learn.microsoft.com/graph/api/channel-get-filesfolder, driveitem-put-content
 */
export function fileRoutes(team: Team): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get('/v1.0/teams/:team/channels/:channel/filesFolder', (c) => {
      const found = team.channels.find(({ id }) => id === c.req.param('channel'));
      if (!found) return graphError(404, { code: 'NotFound', message: 'Channel not found.' });
      const folder = team.library.folder(found.displayName);
      return folder?.opened
        ? c.json({ id: folder.id, name: folder.name, parentReference: { driveId: team.library.id }, folder: {} })
        : graphError(404, {
            code: 'NotFound',
            message: 'Folder location for this channel is not ready yet, please try again later.',
          });
    })
    .put('/v1.0/*', async (c) => {
      const [, drive, item, ofItem] =
        /^\/v1\.0\/drives\/([^/]+)\/items\/([^/:]+):\/([^/]+):\/content$/.exec(c.req.path) ?? [];
      const [, group, path, ofPath] =
        /^\/v1\.0\/groups\/([^/]+)\/drive\/root:\/([^/]+)\/([^/]+):\/content$/.exec(c.req.path) ?? [];
      const { library } = team;
      const folder = path === undefined ? library.byId(decodeURIComponent(item ?? '')) : undefined;
      const ours = decodeURIComponent(drive ?? '') === library.id ? folder?.name : undefined;
      const into = group === team.id && path !== undefined ? decodeURIComponent(path) : ours;
      if (into === undefined)
        return graphError(404, { code: 'itemNotFound', message: 'The resource could not be found.' });
      const name = decodeURIComponent(ofItem ?? ofPath ?? '');
      if (/["*:<>?/\\|]/.test(name)) {
        return graphError(400, { code: 'invalidRequest', message: 'The provided name contains invalid characters.' });
      }
      const behaviour = c.req.query('@microsoft.graph.conflictBehavior') ?? 'replace';
      if (behaviour === 'fail' && library.file(into, name)) {
        return graphError(409, { code: 'nameAlreadyExists', message: 'The specified item name already exists.' });
      }
      const { file, isNew } = library.put(into, name, Buffer.from(await c.req.arrayBuffer()));
      const { id, url: webUrl, content } = file;
      const mimeType = c.req.header('content-type') ?? 'application/octet-stream';
      return c.json({ id, name, webUrl, size: content.length, file: { mimeType } }, isNew ? 201 : 200);
    });
}
