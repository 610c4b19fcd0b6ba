import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerEnv } from '../../kit/server-env';
import { type CalendarEvent, type Calendars } from './calendars';
import { type Directory } from './directory';
import { graphError } from './graph-error';

const at = z.object({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/),
  timeZone: z.string().min(1),
});
const event = z.object({
  subject: z.string().max(255),
  body: z.object({ contentType: z.enum(['text', 'html']), content: z.string() }),
  start: at,
  end: at,
  attendees: z
    .array(
      z.object({
        type: z.enum(['required', 'optional', 'resource']),
        emailAddress: z.object({ name: z.string().optional(), address: z.string().includes('@') }),
      }),
    )
    .default([]),
  transactionId: z.string().min(1).max(255).optional(),
});

/**
 * Events of users' default calendars, read as Exchange reads them.
 * https://learn.microsoft.com/graph/api/user-post-events and event-update
 */
export function eventRoutes(directory: Directory, calendars: Calendars): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .post('/v1.0/users/:user/events', async (c) => {
      const user = directory.user(c.req.param('user'));
      if (!user) return graphError(404, NO_MAILBOX);
      const read = event.safeParse(await c.req.json().catch(() => undefined));
      if (!read.success || read.data.start.dateTime > read.data.end.dateTime) return graphError(400, INVALID);
      return c.json(shown(calendars.add(user, read.data)), 201);
    })
    .patch('/v1.0/users/:user/events/:id', async (c) => {
      const user = directory.user(c.req.param('user'));
      const found = user && calendars.find(user, c.req.param('id'));
      if (!found) return graphError(404, user ? NOT_FOUND : NO_MAILBOX);
      const read = event
        .omit({ transactionId: true, attendees: true })
        .partial()
        .safeParse(await c.req.json());
      if (!read.success) return graphError(400, INVALID);
      Object.assign(found, read.data);
      return c.json(shown(found));
    });
}

const NO_MAILBOX = { code: 'ErrorInvalidUser', message: 'The requested user is invalid.' };
const NOT_FOUND = { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' };
const INVALID = { code: 'RequestBodyRead', message: 'The request body is not a valid event.' };

function shown({ owner: _owner, ...rest }: CalendarEvent) {
  return { '@odata.context': '$metadata#users/events/$entity', isCancelled: false, ...rest };
}
