import { Hono } from 'hono';
import { z } from 'zod';
import { deedFor, doDeed } from '../kit/deeds';
import { type ServerEnv } from '../kit/server-env';
import { type DiscordServer } from './discord-server';
import { type Actor } from './people/actor';

const text = z.string();
const about = { channel: text, message: text };
const record = z.record(text, z.unknown());

const does = deedFor<Actor>();

/** What a person can do, by its name in the path; the body holds the arguments. */
const deeds = {
  command: does(z.strictObject({ channel: text, line: text }), (actor, { channel, line }) =>
    actor.command(channel, line),
  ),
  say: does(z.strictObject({ channel: text, content: text }), (actor, given) =>
    Promise.resolve(actor.say(given.channel, given.content)),
  ),
  complete: does(z.strictObject({ channel: text, name: text, options: z.array(record) }), (actor, given) =>
    actor.complete(given.channel, given.name, given.options),
  ),
  messageCommand: does(z.strictObject({ ...about, name: text }), (actor, given) =>
    actor.messageCommand(given.channel, given.message, given.name),
  ),
  click: does(z.strictObject({ ...about, button: text }), (actor, given) =>
    actor.click(given.channel, given.message, given.button),
  ),
  press: does(z.strictObject({ ...about, customId: text, over: record.optional() }), (actor, given) =>
    actor.press(given.channel, given.message, given.customId, given.over),
  ),
  submit: does(z.strictObject({ values: z.record(text, text) }), (actor, { values }) => actor.submit(values)),
  close: does(z.strictObject({}), (actor) => actor.close()),
};

/** The acting API and the state over HTTP, for the page and other processes. */
export function adminRouter(discord: DiscordServer): Hono<ServerEnv> {
  const { guild } = discord;
  return new Hono<ServerEnv>()
    .basePath('/_admin')
    .onError((error, c) => c.json({ error: error.message }, 400))
    .post('/as/:person/:deed', (c) => doDeed(c, deeds, (person) => guild.as(person)))
    .get('/state', (c) => c.json(guild.state))
    .get('/messages', (c) => c.json(guild.messages(c.req.query('channel'), { viewer: c.req.query('viewer') })))
    .get('/deliveries', (c) => c.json(discord.deliveries))
    .post('/deliver', async (c) => c.json(await discord.deliver(record.parse(await c.req.json()))))
    .post('/redeliver/:id', async (c) => c.json(await discord.redeliver(c.req.param('id'))))
    .post('/ping', async (c) => c.json({ pong: await discord.ping() }))
    .post('/connect', async (c) => {
      discord.connect(z.strictObject({ appUrl: z.url() }).parse(await c.req.json()).appUrl);
      return c.body(null, 204);
    });
}
