import { Hono } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { type OnCall, type PagerDutyUser } from './on-call';
import { restError } from './rest-error';

const MOST = 100;

/**
 * Who is on call now, from the REST API v2.
 * https://developer.pagerduty.com/api-reference/3a6b910f11050-list-all-of-the-on-calls
 */
export function onCallRoutes(onCall: OnCall, token: string, page: number): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .use('/oncalls', async (c, next) =>
      c.req.header('authorization') === `Token token=${token}` ? next() : restError(401),
    )
    .get('/oncalls', (c) => {
      const query = new URL(c.req.url).searchParams;
      const schedules = query.getAll('schedule_ids[]');
      const whole = query.getAll('include[]').includes('users');
      const limit = Math.min(Number(query.get('limit') ?? 25), MOST, page);
      const offset = Number(query.get('offset') ?? 0);
      const all = schedules.flatMap((id) => onCall.of(id).map((user) => ({ id, user })));
      return c.json({
        oncalls: all.slice(offset, offset + limit).map(({ id, user }) => ({
          escalation_policy: { id: 'PPOLICY', type: 'escalation_policy_reference', summary: 'Operations' },
          escalation_level: 1,
          schedule: { id, type: 'schedule_reference', summary: id },
          user: whole ? wholeUser(user) : { id: user.id, type: 'user_reference', summary: user.name },
          start: null,
          end: null,
        })),
        limit,
        offset,
        more: offset + limit < all.length,
        total: null,
      });
    });
}

export function wholeUser({ id, name, email }: PagerDutyUser) {
  return { id, type: 'user', summary: name, name, email, role: 'user', time_zone: 'Etc/UTC' };
}
