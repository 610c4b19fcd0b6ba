import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerEnv } from '../../kit/server-env';
import { type Chats, type GraphChat } from './chats';
import { type Directory } from './directory';
import { graphError } from './graph-error';

const member = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.aadUserConversationMember'),
  roles: z.tuple([z.enum(['owner', 'guest'])]),
  'user@odata.bind': z.string().regex(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\('[^']+'\)$/),
  visibleHistoryStartDateTime: z.string().optional(),
});
const chat = z.strictObject({
  chatType: z.literal('group'),
  topic: z
    .string()
    .max(250)
    .regex(/^[^:]*$/)
    .nullable()
    .default(null),
  members: z.array(member).min(1).max(200),
});

/**
 * Group chats, as an app with application permissions may touch them.
 * https://learn.microsoft.com/graph/api/chat-post, chat-list, chat-post-installedapps, chat-post-members, chat-post-pinnedmessages
 */
export function chatRoutes(directory: Directory, chats: Chats): Hono<ServerEnv> {
  const userOf = (bind: string) => directory.user((/'(.+)'/.exec(bind)?.[1] ?? '').toLowerCase());
  return new Hono<ServerEnv>()
    .post('/v1.0/chats', async (c) => {
      const read = chat.safeParse(await c.req.json().catch(() => undefined));
      if (!read.success) return graphError(400, bad('Invalid chat.'));
      const users = read.data.members.map((one) => userOf(one['user@odata.bind']));
      if (users.some((user) => !user)) return graphError(404, { code: 'NotFound', message: 'Failed to find a user.' });
      const ids = users.flatMap((user) => (user ? [user.id] : []));
      return c.json(shown(chats.create(read.data.topic, ids)), 201);
    })
    .get('/v1.0/users/:user/chats', (c) => {
      const user = directory.user(c.req.param('user').toLowerCase());
      if (!user) return graphError(404);
      const [top, from] = [Number(c.req.query('$top') ?? 20), Number(c.req.query('$skiptoken') ?? 0)];
      if (!(top >= 1 && top <= 50)) return graphError(400, bad('Invalid page size.'));
      const all = chats.all.filter(({ members }) => members.includes(user.id));
      const next = new URL(c.req.url);
      next.searchParams.set('$skiptoken', String(from + top));
      const more = from + top < all.length && { '@odata.nextLink': next.href };
      return c.json({ ...more, value: all.slice(from, from + top).map(shown) });
    })
    .use('/v1.0/chats/:chat/*', async (c, next) =>
      chats.byId(c.req.param('chat')) ? next() : graphError(404, { code: 'NotFound', message: 'Chat not found.' }),
    )
    .post('/v1.0/chats/:chat/installedApps', async (c) => {
      const found = chats.byId(c.req.param('chat'))!;
      const { 'teamsApp@odata.bind': bind } = await c.req.json<Record<string, unknown>>();
      if (bind !== `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${chats.app}`) {
        return graphError(404, { code: 'NotFound', message: 'The app is not in the catalog of the tenant.' });
      }
      if (found.installed) return graphError(409, { code: 'Conflict', message: 'The app is already installed.' });
      found.installed = true;
      chats.onInstall(found);
      return c.body(null, 201);
    })
    .post('/v1.0/chats/:chat/members', async (c) => {
      const found = chats.byId(c.req.param('chat'))!;
      const read = member.safeParse(await c.req.json().catch(() => undefined));
      if (!read.success) return graphError(400, bad('Invalid member.'));
      const user = userOf(read.data['user@odata.bind']);
      if (!user) return graphError(404, { code: 'NotFound', message: 'Failed to find the user.' });
      if (found.members.includes(user.id)) return graphError(409, { code: 'Conflict', message: 'Already a member.' });
      found.members.push(user.id);
      chats.onJoin(found, user.id);
      return c.body(null, 201);
    })
    .post('/v1.0/chats/:chat/pinnedMessages', async (c) => {
      const found = chats.byId(c.req.param('chat'))!;
      const { 'message@odata.bind': bind } = await c.req.json<Record<string, unknown>>();
      const [, message] = /\/messages\/(\d+)$/.exec(String(bind)) ?? [];
      if (!message) return graphError(400, bad('Invalid message.'));
      if (!found.pinned.includes(message)) found.pinned.push(message);
      return c.json({ id: message }, 201);
    });
}

function shown({ members: _members, installed: _installed, pinned: _pinned, ...seen }: GraphChat) {
  return seen;
}

function bad(message: string) {
  return { code: 'BadRequest', message };
}
