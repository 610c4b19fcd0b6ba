import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { type Interaction, type Message, EPHEMERAL, LOADING } from '../state/model';
import { type Store } from '../state/store';
import { ApiError, errorAnswer, unknownMessage } from './api-error';
import { checkCommands } from './check-commands';
import { channelRoutes } from './channel-routes';
import { checkChanged, checkCreated, type Created } from './check-message';
import { readUpload } from './read-upload';
import { memberShape, messageShape } from './shapes';

/** How long an interaction can be answered. */
const TOKEN_MS = 15 * 60_000;
/** For how long a nonce keeps a message from being there twice; Discord says "a few minutes". */
const NONCE_MS = 3 * 60_000;

/** The parts of Discord's REST API v10 that an app without a gateway needs. */
export function apiRouter(store: Store, botToken: string): Hono<ServerEnv> {
  const { state } = store;
  const channelOf = (id: string) => {
    const channel = state.channels.find((one) => one.id === id);
    if (!channel) throw new ApiError(404, 10003, 'Unknown Channel');
    return channel;
  };
  const ours = (channel: string, id: string): Message => {
    const message = store.message(channel, id);
    if (!message || message.onlyFor) throw unknownMessage();
    if (message.author !== state.application.id) {
      throw new ApiError(403, 50005, 'Cannot edit a message authored by another user');
    }
    return message;
  };

  const posted = (channel: string, body: Created, files: NonNullable<Message['files']>): Message => {
    const { nonce, enforce_nonce: enforced } = body;
    const since = store.idAt(store.now() - NONCE_MS);
    const before =
      enforced && nonce !== undefined
        ? state.messages.find((one) => one.channel === channel && one.nonce === String(nonce) && one.id > since)
        : undefined;
    return (
      before ??
      store.add({
        ...message(store, channel, body),
        ...(files.length ? { files } : {}),
        nonce: nonce === undefined ? undefined : String(nonce),
      })
    );
  };

  return new Hono<ServerEnv>()
    .basePath('/api/v10')
    .onError(errorAnswer)
    .use(async (c, next) => {
      if (!c.req.path.startsWith('/api/v10/webhooks/') && c.req.header('authorization') !== `Bot ${botToken}`) {
        throw new ApiError(401, 0, '401: Unauthorized');
      }
      await next();
    })
    .get('/applications/@me', (c) => {
      const { id, name, membersIntent } = state.application;
      // GATEWAY_GUILD_MEMBERS_LIMITED
      return c.json({ id, name, bot_public: false, flags: membersIntent ? 1 << 15 : 0 });
    })
    .put('/applications/:app/guilds/:guild/commands', async (c) => {
      const { app, guild } = c.req.param();
      if (app !== state.application.id || guild !== state.guild.id) throw new ApiError(403, 50001, 'Missing Access');
      state.commands = checkCommands(await c.req.json()).map((command) => ({ id: store.newId(), ...command }));
      store.changed();
      return c.json(state.commands);
    })
    .get('/guilds/:guild/roles/:role', (c) => {
      const { guild, role } = c.req.param();
      if (guild !== state.guild.id) throw new ApiError(403, 50001, 'Missing Access');
      const found = state.roles.find(({ id }) => id === role);
      if (!found) throw new ApiError(404, 10011, 'Unknown Role');
      return c.json(found);
    })
    .get('/guilds/:guild/members', (c) => {
      if (c.req.param('guild') !== state.guild.id || !state.application.membersIntent)
        throw new ApiError(403, 50001, 'Missing Access');
      const after = BigInt(c.req.query('after') ?? 0);
      const limit = Number(c.req.query('limit') ?? 1);
      if (!(limit >= 1 && limit <= 1_000)) throw new ApiError(400, 50035, 'Invalid Form Body');
      const found = state.members
        .filter(({ id, elsewhere }) => !elsewhere && BigInt(id) > after)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      return c.json(found.slice(0, limit).map(memberShape));
    })
    .get('/guilds/:guild/members/:user', (c) => {
      const { guild, user } = c.req.param();
      if (guild !== state.guild.id) throw new ApiError(403, 50001, 'Missing Access');
      const member = state.members.find(({ id, elsewhere }) => id === user && !elsewhere);
      if (!member) throw new ApiError(404, 10007, 'Unknown Member');
      return c.json(memberShape(member));
    })
    .get('/users/@me', (c) => c.json({ id: state.application.id, username: state.application.name, bot: true }))
    .post('/users/@me/channels', async (c) => {
      const { recipient_id: user } = await c.req.json<{ recipient_id?: string }>();
      const member = state.members.find(({ id }) => id === user);
      if (!member) throw new ApiError(400, 50033, 'Invalid Recipient(s)');
      const known = state.channels.find((channel) => channel.with === member.id);
      const channel = known ?? { id: store.newId(), name: member.name, with: member.id };
      if (!known) state.channels.push(channel);
      return c.json({ id: channel.id, type: 1 });
    })
    .get('/channels/:channel/messages', (c) => {
      const channel = channelOf(c.req.param('channel'));
      const after = BigInt(c.req.query('after') ?? 0);
      const limit = Number(c.req.query('limit') ?? 50);
      const found = state.messages.filter(
        (one) => one.channel === channel.id && !one.onlyFor && !one.deleted && BigInt(one.id) > after,
      );
      return c.json(found.slice(0, limit).map((one) => messageShape(store, one)));
    })
    .post('/channels/:channel/messages', async (c) => {
      const channel = channelOf(c.req.param('channel'));
      const { body, files } = await readUpload(c.req.raw.headers, await c.req.arrayBuffer());
      return c.json(messageShape(store, posted(channel.id, checkCreated(body, files.length > 0), files)));
    })
    .route('/', channelRoutes(store))
    .patch('/channels/:channel/messages/:message', async (c) => {
      const changed = ours(channelOf(c.req.param('channel')).id, c.req.param('message'));
      store.change(changed, contentOf(checkChanged(await c.req.json())));
      return c.json(messageShape(store, changed));
    })
    .get('/webhooks/:app/:token/messages/@original', (c) =>
      c.json(messageShape(store, original(store, interactionOf(store, c.req.param('token'))))),
    )
    .patch('/webhooks/:app/:token/messages/@original', async (c) => {
      const first = original(store, interactionOf(store, c.req.param('token')));
      store.change(first, { ...contentOf(checkChanged(await c.req.json())), flags: first.flags & ~LOADING });
      return c.json(messageShape(store, first));
    })
    .delete('/webhooks/:app/:token/messages/@original', (c) => {
      store.remove(original(store, interactionOf(store, c.req.param('token'))));
      return c.body(null, 204);
    })
    .post('/webhooks/:app/:token', async (c) => {
      const interaction = interactionOf(store, c.req.param('token'));
      if (!interaction.answered) throw new ApiError(404, 10015, 'Unknown Webhook');
      const body = checkCreated(await c.req.json());
      const first =
        interaction.original === undefined ? undefined : store.message(interaction.channel, interaction.original);
      // The first of these after a deferral takes its place, and keeps who may see it.
      if (first && first.flags & LOADING) {
        store.change(first, { ...contentOf(body), flags: first.flags & ~LOADING });
        return c.json(messageShape(store, first));
      }
      const said = message(store, interaction.channel, body);
      const onlyFor = (body.flags ?? 0) & EPHEMERAL ? interaction.user : undefined;
      return c.json(messageShape(store, store.add({ ...said, flags: body.flags ?? 0, onlyFor })));
    })
    .notFound((c) => c.json({ message: '404: Not Found', code: 0 }, 404));
}

/** Before the acknowledgement has arrived there is nothing at its address, and after 15 minutes nothing any more. */
function interactionOf(store: Store, token: string): Interaction {
  const interaction = store.interactions.find((one) => one.token === token);
  if (!interaction) throw new ApiError(404, 10015, 'Unknown Webhook');
  if (store.now() - interaction.at > TOKEN_MS) throw new ApiError(401, 50027, 'Invalid Webhook Token');
  return interaction;
}

function original(store: Store, { answered, channel, original: id }: Interaction): Message {
  const found = answered && id !== undefined ? store.message(channel, id) : undefined;
  if (!found) throw answered ? unknownMessage() : new ApiError(404, 10015, 'Unknown Webhook');
  return found;
}

function message({ state }: Store, channel: string, body: Created): Omit<Message, 'id' | 'versions'> {
  return {
    channel,
    author: state.application.id,
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    flags: 0,
    replyTo: body.message_reference?.message_id,
  };
}

/** What a change leaves out stays. */
function contentOf({ content, embeds, components }: ReturnType<typeof checkChanged>) {
  return {
    ...(content === undefined ? {} : { content }),
    ...(embeds === undefined ? {} : { embeds }),
    ...(components === undefined ? {} : { components }),
  };
}
