import { Hono } from 'hono';
import { z } from 'zod';
import { deedFor, doDeed } from '../kit/deeds';
import { type ServerEnv } from '../kit/server-env';
import { apiFaultSchema } from './api/faults';
import { type Actor } from './people/actor';
import { type SlackServer } from './slack-server';

const text = z.string();
const values = z.record(text, z.union([text, z.array(text)]));
const choice = z.union([text, z.array(text)]).optional();

const does = deedFor<Actor>();

/** What a person can do, by its name in the path; the body holds the arguments. */
const deeds = {
  command: does(z.strictObject({ channel: text, command: text, text: text.default('') }), (actor, given) =>
    actor.command(given.channel, given.command, given.text),
  ),
  say: does(z.strictObject({ channel: text, text, thread: text.optional() }), (actor, given) =>
    actor.say(given.channel, given.text, { thread: given.thread }),
  ),
  react: does(z.strictObject({ channel: text, ts: text, name: text }), (actor, given) =>
    actor.react(given.channel, given.ts, given.name),
  ),
  unreact: does(z.strictObject({ channel: text, ts: text, name: text }), (actor, given) =>
    actor.unreact(given.channel, given.ts, given.name),
  ),
  click: does(z.strictObject({ channel: text, ts: text, action: text, choice }), (actor, given) =>
    actor.click(given.channel, given.ts, given.action, given.choice),
  ),
  shortcut: does(z.strictObject({ channel: text, ts: text, callbackId: text }), (actor, given) =>
    actor.shortcut(given.channel, given.ts, given.callbackId),
  ),
  clickIn: does(z.strictObject({ view: text, action: text, choice, values: values.default({}) }), (actor, given) =>
    actor.clickIn(given.view, given.action, given.choice, given.values),
  ),
  suggest: does(z.strictObject({ view: text, action: text, typed: text.default('') }), (actor, given) =>
    actor.suggest(given.view, given.action, given.typed),
  ),
  submit: does(z.strictObject({ view: text, values: values.default({}) }), (actor, given) =>
    actor.submit(given.view, given.values),
  ),
  closeView: does(z.strictObject({ view: text }), (actor, given) => actor.closeView(given.view)),
  openHome: does(z.strictObject({}), async (actor) => ({ delivery: await actor.openHome() })),
  home: does(z.strictObject({}), (actor) => actor.home()),
  dm: does(z.strictObject({}), (actor) => ({ channel: actor.dm() })),
};

/** The acting API and the state over HTTP, for another process. Slack has no paths that begin with `/_`. */
export function adminRouter(slack: SlackServer): Hono<ServerEnv> {
  const { workspace, faults } = slack;
  return new Hono<ServerEnv>()
    .basePath('/_admin')
    .onError((error, c) => c.json({ error: error.message }, 400))
    .post('/as/:person/:deed', (c) => doDeed(c, deeds, (person) => workspace.as(person)))
    .get('/state', (c) => c.json(workspace.state))
    .get('/messages', (c) =>
      c.json(workspace.messages(c.req.query('channel') ?? '', { viewer: c.req.query('viewer') })),
    )
    .get('/views', (c) => c.json(workspace.views(c.req.query('viewer'))))
    .get('/transcript', (c) =>
      c.text(`${workspace.transcript(c.req.query('channel') ?? '', { viewer: c.req.query('viewer') })}\n`),
    )
    .get('/calls', (c) => c.json(slack.calls.filter(({ method }) => method === (c.req.query('method') ?? method))))
    .get('/deliveries', (c) => c.json(slack.deliveries))
    .post('/redeliver/:id', async (c) => c.json(await slack.redeliver(c.req.param('id'))))
    .post('/verify', async (c) => c.json({ verified: await slack.verifyEventsUrl() }))
    .post('/connect', async (c) => {
      slack.connect(z.strictObject({ appUrl: z.url() }).parse(await c.req.json()).appUrl);
      return c.body(null, 204);
    })
    .post('/invite', async (c) => {
      const { channel, user } = z.strictObject({ channel: text, user: text }).parse(await c.req.json());
      workspace.invite(channel, user);
      return c.body(null, 204);
    })
    .get('/faults', (c) => c.json(faults.list()))
    .put('/faults', async (c) => {
      const given = z.union([z.array(apiFaultSchema), apiFaultSchema]).parse(await c.req.json());
      faults.set(...[given].flat());
      return c.json(faults.list());
    })
    .delete('/faults', (c) => {
      faults.clear();
      return c.body(null, 204);
    });
}
