import { Hono } from 'hono';
import { z } from 'zod';
import { type ServerEnv } from '../../kit/server-env';
import { type Channel } from '../state/model';
import { type Store } from '../state/store';
import { ApiError, unknownMessage } from './api-error';
import { channelShape } from './shapes';

const overwrite = z.strictObject({
  id: z.string(),
  type: z.union([z.literal(0), z.literal(1)]),
  allow: z.string().regex(/^\d+$/),
  deny: z.string().regex(/^\d+$/),
});
const topic = z.string().max(1_024);
const created = z.strictObject({
  name: z.string().min(1).max(100),
  type: z.literal(0),
  topic: topic.optional(),
  permission_overwrites: z.array(overwrite).optional(),
});
const MOST_PINS = 250;

const lacking = () => new ApiError(403, 50013, 'Missing Permissions');

/** Channels of a server, and what the app does with its own. https://docs.discord.com/developers/resources/channel */
export function channelRoutes(store: Store): Hono<ServerEnv> {
  const { state } = store;
  const shape = (channel: Channel) => ({
    ...channelShape(channel, state.guild.id),
    topic: channel.topic ?? null,
    permission_overwrites: channel.overwrites ?? [],
  });
  const channelOf = (id: string) => {
    const channel = state.channels.find((one) => one.id === id);
    if (!channel) throw new ApiError(404, 10003, 'Unknown Channel');
    return channel;
  };
  const ours = (guild: string) => {
    if (guild !== state.guild.id) throw new ApiError(403, 50001, 'Missing Access');
  };

  return new Hono<ServerEnv>()
    .get('/guilds/:guild/channels', (c) => {
      ours(c.req.param('guild'));
      return c.json(state.channels.filter((one) => !one.with && !one.parent).map(shape));
    })
    .post('/guilds/:guild/channels', async (c) => {
      ours(c.req.param('guild'));
      if (!state.application.manageChannels) throw lacking();
      const { name, topic: about, permission_overwrites: overwrites } = created.parse(await c.req.json());
      // Text channels have no spaces and no capitals; any number may have one name.
      const channel = { id: store.newId(), name: name.toLowerCase().replaceAll(' ', '-'), topic: about, overwrites };
      state.channels.push(channel);
      store.changed();
      return c.json(shape(channel), 201);
    })
    .get('/channels/:channel', (c) => c.json(shape(channelOf(c.req.param('channel')))))
    .patch('/channels/:channel', async (c) => {
      const channel = channelOf(c.req.param('channel'));
      if (!state.application.manageChannels) throw lacking();
      channel.topic = z.strictObject({ topic }).parse(await c.req.json()).topic;
      store.changed();
      return c.json(shape(channel));
    })
    .put('/channels/:channel/permissions/:overwrite', async (c) => {
      const channel = channelOf(c.req.param('channel'));
      if (!state.application.managePermissions) throw lacking();
      const id = c.req.param('overwrite');
      const given = overwrite.omit({ id: true }).parse(await c.req.json());
      if (!state.members.some((one) => one.id === id && !one.elsewhere))
        throw new ApiError(404, 10007, 'Unknown Member');
      channel.overwrites = [...(channel.overwrites ?? []).filter((one) => one.id !== id), { id, ...given }];
      store.changed();
      return c.body(null, 204);
    })
    .put('/channels/:channel/messages/pins/:message', (c) => {
      const channel = channelOf(c.req.param('channel'));
      const id = c.req.param('message');
      if (!store.message(channel.id, id)) throw unknownMessage();
      const pins = channel.pins ?? [];
      if (!pins.includes(id) && pins.length >= MOST_PINS)
        throw new ApiError(400, 30003, 'Maximum number of pins reached');
      channel.pins = [...new Set([...pins, id])];
      store.changed();
      return c.body(null, 204);
    });
}
