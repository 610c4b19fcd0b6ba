import { type Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { liveStream } from '../../pages/server/live-stream';
import { servePage } from '../../pages/server/serve-page';
import { type SlashCommand } from '../api/check-commands';
import { type Guild } from '../guild';
import { type SeenMessage } from '../state/model';
import { type Snapshot } from './model';

/** The page at `/` and what keeps it up to date; it acts through `/_admin/as/<person>/<deed>`. */
export function pageRouter(guild: Guild): Hono<ServerEnv> {
  return servePage({ name: 'discord', title: `${guild.state.guild.name} – Discord on this machine` })
    .get('/_page/live', (c) =>
      liveStream<Snapshot, Snapshot>(c, {
        snapshot: () => snapshotOf(guild),
        subscribe: (listener) => guild.subscribe(() => listener(snapshotOf(guild))),
      }),
    )
    .get('/_page/files/:message/:at', (c) => {
      const { files = [] } = guild.messages().find(({ id }) => id === c.req.param('message')) ?? {};
      const { type, picture } = files[Number(c.req.param('at'))] ?? {};
      if (!type || !picture) return c.notFound();
      return c.body(Buffer.from(picture, 'base64'), 200, { 'content-type': type, 'x-content-type-options': 'nosniff' });
    });
}

/** Pictures are fetched by the page, not sent again with each change. */
function withAddresses({ files, ...message }: SeenMessage): SeenMessage {
  const addressed = files?.map((file, at) =>
    file.picture ? { ...file, picture: `/_page/files/${message.id}/${at}` } : file,
  );
  return { ...message, ...(addressed && { files: addressed }) };
}

function snapshotOf(guild: Guild): Snapshot {
  const { guild: server, application, members, channels, forms, commands } = guild.state;
  const typed = commands.filter(({ type }) => type === 1) as unknown as SlashCommand[];
  return {
    guild: server.name,
    application: application.name,
    members: members.filter(({ bot, elsewhere }) => !bot && !elsewhere),
    channels: channels.map(({ id, name, topic, with: direct, overwrites, pins }) => {
      const hidden = overwrites?.some(({ id: role, deny }) => role === server.id && deny !== '0');
      const seenBy = hidden ? overwrites?.filter(({ type }) => type === 1).map(({ id: member }) => member) : undefined;
      return { id, name, topic, with: direct, seenBy, pins };
    }),
    messages: guild.messages().map(withAddresses),
    forms,
    commands: typed.map(({ name, description, options = [] }) => ({
      name: `/${name}`,
      description,
      hint: options.map((option) => (option.required ? `<${option.name}>` : `[${option.name}]`)).join(' '),
    })),
    menu: commands.filter(({ type }) => type === 3).map(({ name }) => String(name)),
  };
}
