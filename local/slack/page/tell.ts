import { contentOf } from '../state/messages';
import { type Channel, type Message, type Moment, type State, type User, type View } from '../state/model';
import { type Command } from '../people/stage';
import { type Change, type PageChannel, type PageMessage, type PageUser, type PageView, type Snapshot } from './model';

/** How many messages of each channel a page is told when it opens. */
const SHOWN = 300;

/** All that a page shows, for every person: the page leaves out what others see. */
export function snapshotOf(state: Readonly<State>, commands: Command[]): Snapshot {
  return {
    team: state.team.name,
    bot: state.app.botUser,
    users: state.users.filter(({ deleted }) => !deleted).map((user) => pageUser(state, user)),
    channels: channelsOf(state),
    messages: state.channels.flatMap(({ id }) =>
      state.messages
        .filter(({ channel, deleted }) => channel === id && !deleted)
        .slice(-SHOWN)
        .map(pageMessage),
    ),
    views: state.views.filter(isShown).map((view) => pageView(state, view)),
    commands: commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
  };
}

/** What a page has to change after a moment, if anything. */
export function changeOf(state: Readonly<State>, moment: Moment): Change | undefined {
  switch (moment.kind) {
    case 'posted':
    case 'edited':
    case 'reacted':
    case 'unreacted': {
      const message = state.messages.find(({ channel, ts }) => channel === moment.channel && ts === moment.ts);
      return message && { kind: 'message', message: pageMessage(message) };
    }
    case 'deleted':
      return { kind: 'gone', channel: moment.channel ?? '', ts: moment.ts };
    case 'opened':
    case 'updated': {
      const view = state.views.find(({ id }) => id === moment.viewId);
      return view && isShown(view) ? { kind: 'view', view: pageView(state, view) } : undefined;
    }
    case 'closed':
      return { kind: 'closed', id: moment.viewId };
    case 'joined':
    case 'created':
    case 'topic':
      return { kind: 'channels', channels: channelsOf(state) };
    case 'noted':
      return moment.onlyFor && moment.channel
        ? { kind: 'note', channel: moment.channel, onlyFor: moment.onlyFor, text: moment.text }
        : undefined;
    case 'typed':
    case 'clicked':
    case 'submitted':
      return undefined;
  }
}

const isShown = ({ kind, state }: View) => kind === 'modal' && state === 'open';

const channelsOf = ({ channels }: Readonly<State>): PageChannel[] =>
  channels
    .filter(({ archived }) => !archived)
    .map(({ id, name, kind, members, topic }: Channel) => ({ id, name, kind, members, topic }));

function pageUser({ team }: Readonly<State>, user: User): PageUser {
  const { id, name, realName } = user;
  const kind = user.bot
    ? 'app'
    : id === 'USLACKBOT'
      ? 'slackbot'
      : user.teamId !== team.id
        ? 'stranger'
        : user.restricted || user.ultraRestricted
          ? 'guest'
          : undefined;
  return { id, name, realName, kind };
}

function pageMessage(message: Message): PageMessage {
  const { channel, ts, user, threadTs, broadcast, onlyFor, subtype, versions, reactions } = message;
  const { text, blocks, attachments, files } = contentOf(message);
  return {
    channel,
    ts,
    user,
    threadTs,
    broadcast,
    onlyFor,
    slash: subtype === 'slash' || undefined,
    text,
    blocks,
    attachments,
    files,
    reactions,
    version: versions.length,
  };
}

const pageView = ({ views }: Readonly<State>, view: View): PageView => ({
  id: view.id,
  viewer: view.viewer,
  body: view.body,
  depth: views.indexOf(view),
});
