import { Hono } from 'hono';
import { z } from 'zod';
import { deedFor, doDeed } from '../kit/deeds';
import { type ServerEnv } from '../kit/server-env';
import { tokenFlaws } from './identity/channel-tokens';
import { type Actor } from './people/actor';
import { type TeamsServer } from './teams-server';

const text = z.string();
const where = { conversation: text };
const about = { ...where, message: text };
const record = z.record(text, z.unknown());

const does = deedFor<Actor>();

/** What a person can do, by its name in the path; the body holds the arguments. */
const deeds = {
  say: does(z.strictObject({ conversation: text.optional(), text, reply: text.optional() }), (actor, given) =>
    actor.say(given.conversation ?? actor.personal, given.text, { reply: given.reply }),
  ),
  edit: does(z.strictObject({ ...about, text }), (actor, given) =>
    actor.edit(given.conversation, given.message, given.text),
  ),
  remove: does(z.strictObject(about), (actor, given) => actor.remove(given.conversation, given.message)),
  card: does(z.strictObject(about), (actor, given) => actor.card(given.conversation, given.message)),
  click: does(z.strictObject({ ...about, action: text, inputs: z.record(text, text).optional() }), (actor, given) =>
    actor.click(given.conversation, given.message, given.action, given.inputs),
  ),
  search: does(
    z.strictObject({ ...about, input: text, text, inputs: z.record(text, text).optional() }),
    (actor, given) => actor.search(given.conversation, given.message, given.input, given.text, given.inputs),
  ),
  pick: does(z.strictObject({ ...about, entry: text }), (actor, given) =>
    actor.pick(given.conversation, given.message, given.entry),
  ),
  consent: does(z.strictObject({ message: text, action: z.enum(['accept', 'decline']) }), (actor, given) =>
    actor.consent(given.message, given.action),
  ),
  refresh: does(z.strictObject(about), (actor, given) => actor.refresh(given.conversation, given.message)),
  forge: does(z.strictObject({ ...about, action: record }), (actor, given) =>
    actor.forge(given.conversation, given.message, given.action),
  ),
  install: does(z.strictObject({}), (actor) => actor.install()),
  uninstall: does(z.strictObject({}), (actor) => actor.uninstall()),
  addApp: does(z.strictObject(where), (actor, given) => actor.addApp(given.conversation)),
  join: does(z.strictObject(where), (actor, given) => actor.join(given.conversation)),
  personal: does(z.strictObject({}), (actor) => ({ conversation: actor.personal })),
};

/** The acting API and the state over HTTP, for another process. */
export function adminRouter(teams: TeamsServer): Hono<ServerEnv> {
  const { tenant } = teams;
  return new Hono<ServerEnv>()
    .basePath('/_admin')
    .onError((error, c) => c.json({ error: error.message }, 400))
    .post('/as/:person/:deed', (c) => {
      const flaw = () => z.enum(tokenFlaws).optional().parse(c.req.query('token'));
      return doDeed(c, deeds, (person) => tenant.as(person, { token: flaw() }));
    })
    .get('/state', (c) => c.json(tenant.state))
    .get('/messages', (c) =>
      c.json(tenant.messages(c.req.query('conversation') ?? '', { viewer: c.req.query('viewer') })),
    )
    .get('/transcript', (c) =>
      c.text(`${tenant.transcript(c.req.query('conversation') ?? '', { viewer: c.req.query('viewer') })}\n`),
    )
    .get('/deliveries', (c) => c.json(teams.deliveries))
    .post('/redeliver/:id', async (c) => c.json(await teams.redeliver(c.req.param('id'))))
    .post('/connect', async (c) => {
      teams.connect(z.strictObject({ appUrl: z.url() }).parse(await c.req.json()).appUrl);
      return c.body(null, 204);
    });
}
