import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerEnv } from '../../kit/server-env';
import { type Directory } from './directory';
import { graphError } from './graph-error';
import { type Team } from './teams';

const name = z
  .string()
  .min(1)
  .max(50)
  .regex(/^(?![_. ])[^~#%&*{}/\\:<>?+|'"\p{Cc}]*(?<![. ])$/u);
const channel = z.strictObject({
  displayName: name,
  description: z.string().max(1024).nullable().default(null),
  membershipType: z.enum(['standard', 'private']).default('standard'),
});
const member = z.looseObject({
  '@odata.type': z.literal('microsoft.graph.aadUserConversationMember'),
  roles: z.array(z.enum(['owner', 'guest'])),
  'user@odata.bind': z.string().regex(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\('[^']+'\)$/),
});

/**
 * Channels and members of a team, as an app with application permissions may touch them.
 * https://learn.microsoft.com/graph/api/channel-post, channel-list, channel-patch, conversationmembers-add
 */
export function teamRoutes(directory: Directory, team: Team): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .use('/v1.0/teams/:team/*', async (c, next) => {
      if (c.req.param('team') !== team.id) {
        return graphError(404, { code: 'NotFound', message: `No team found with Group Id ${c.req.param('team')}` });
      }
      return next();
    })
    .post('/v1.0/teams/:team/channels', async (c) => {
      const read = channel.safeParse(await c.req.json().catch(() => undefined));
      if (!read.success) return graphError(400, bad('Invalid channel: its name or description is not allowed.'));
      if (team.isTaken(read.data.displayName)) return graphError(400, TAKEN);
      return c.json(team.create(read.data), 201);
    })
    .get('/v1.0/teams/:team/channels', (c) => {
      const filter = c.req.query('$filter');
      const [, wanted] = /^displayName eq '(.*)'$/.exec(filter ?? '') ?? [];
      if (filter !== undefined && wanted === undefined) return graphError(400, bad('Invalid filter clause.'));
      const all = team.channels.filter(
        ({ displayName }) => wanted === undefined || displayName === wanted.replaceAll("''", "'"),
      );
      return c.json({ '@odata.count': all.length, value: all });
    })
    .get('/v1.0/teams/:team/channels/:channel', (c) => {
      const found = team.channels.find(({ id }) => id === c.req.param('channel'));
      return found ? c.json(found) : graphError(404, { code: 'NotFound', message: 'Channel not found.' });
    })
    .patch('/v1.0/teams/:team/channels/:channel', async (c) => {
      const found = team.channels.find(({ id }) => id === c.req.param('channel'));
      if (!found) return graphError(404, { code: 'NotFound', message: 'Channel not found.' });
      const read = channel.partial().safeParse(await c.req.json());
      if (!read.success) return graphError(400, bad('Invalid channel.'));
      Object.assign(found, read.data.description === undefined ? {} : { description: read.data.description });
      return c.body(null, 204);
    })
    .post('/v1.0/teams/:team/members/add', async (c) => {
      const read = z.object({ values: z.array(member).min(1).max(200) }).safeParse(await c.req.json());
      if (!read.success) return graphError(400, bad('Invalid members.'));
      const value = read.data.values.map((one) => {
        const id = /'(.+)'/.exec(one['user@odata.bind'])?.[1] ?? '';
        const user = directory.user(id.toLowerCase());
        if (user) team.add(user);
        const error = user ? null : { code: 'NotFound', message: `Failed to find user ${id}` };
        return { '@odata.type': 'microsoft.graph.aadUserConversationMemberResult', userId: id, error };
      });
      return c.json({ value }, value.some(({ error }) => error) ? 207 : 200);
    });
}

const TAKEN = { code: 'NameAlreadyExists', message: 'Channel name already existed, please use other name' };

function bad(message: string) {
  return { code: 'BadRequest', message };
}
