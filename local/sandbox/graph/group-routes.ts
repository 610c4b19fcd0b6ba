import { Hono } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { type Directory, type GraphUser } from './directory';
import { graphError } from './graph-error';

const MOST = 999;
const FIELDS = ['id', 'displayName', 'mail', 'accountEnabled'] as const;

/**
 * A group's users, those of groups within it too, in pages. The cast to users is an advanced query.
 * https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export function groupRoutes(directory: Directory, page: number): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get('/v1.0/groups/:id/transitiveMembers/microsoft.graph.user', (c) => {
    const { id } = c.req.param();
    const query = new URL(c.req.url).searchParams;
    if (c.req.header('consistencylevel') !== 'eventual' || query.get('$count') !== 'true') return graphError(400);
    const users = directory.transitiveUsers(id);
    if (!users) return graphError(404, notThere(id));
    const top = Number(query.get('$top') ?? 100);
    if (!(top >= 1 && top <= MOST))
      return graphError(400, { code: 'Request_BadRequest', message: 'Invalid page size.' });
    const size = Math.min(page, top);
    const from = Number(query.get('$skiptoken') ?? 0);
    const fields = query.get('$select')?.split(',') ?? [...FIELDS];
    const next = new URL(c.req.url);
    next.searchParams.set('$skiptoken', String(from + size));
    return c.json({
      '@odata.context': `${next.origin}/v1.0/$metadata#users`,
      '@odata.count': users.length,
      ...(from + size < users.length && { '@odata.nextLink': next.href }),
      value: users.slice(from, from + size).map((user) => shown(user, fields)),
    });
  });
}

function shown(user: GraphUser, fields: string[]) {
  return Object.fromEntries(FIELDS.filter((field) => fields.includes(field)).map((field) => [field, user[field]]));
}

function notThere(id: string) {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return { code: 'Request_ResourceNotFound', message };
}
