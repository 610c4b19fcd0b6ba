import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { type BotTokens } from '../identity/bot-tokens';
import { type Conversation, isObject, type Json, type Message, type Person } from '../state/model';
import { type Store } from '../state/store';
import { memberOf } from './accounts';
import { readActivity } from './check-activity';
import { isFileCard } from './check-file-card';
import { badArgument, ConnectorError } from './connector-error';
import { openConversation } from './open-conversation';

/** Bot Framework's connector API, v3, as far as a bot of Teams uses it. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function connectorRouter(store: Store, tokens: BotTokens, changed: (message: Message) => void): Hono<ServerEnv> {
  const bot = store.state.bot;

  const send = (conversation: Conversation, thread: string | undefined, activity: Json): string => {
    const id = store.nextId();
    if (activity.type === 'typing') return id;
    const attachments = Array.isArray(activity.attachments) ? activity.attachments.filter(isObject) : [];
    if (conversation.type !== 'personal' && attachments.some(isFileCard))
      throw badArgument('Cards of files are for personal chats.');
    const root = conversation.type === 'channel' ? (thread ?? id) : undefined;
    changed(store.post({ id, conversation: conversation.id, root, from: bot.id }, activity));
    return id;
  };

  return new Hono<ServerEnv>()
    .basePath('/v3')
    .onError((error) => {
      if (error instanceof ConnectorError) return Response.json(error.body, { status: error.status });
      throw error;
    })
    .use(async (c, next) => {
      if (tokens.accepts(c.req.header('authorization'))) return next();
      return c.json({ message: 'Authorization has been denied for this request.' }, 401);
    })
    .post('/conversations', async (c) => {
      const { conversation, thread, activity } = openConversation(store, await c.req.text());
      const activityId = activity && send(conversation, thread, activity);
      const id = conversation.type === 'channel' ? `${conversation.id};messageid=${activityId ?? ''}` : conversation.id;
      return c.json({ id, activityId }, 201);
    })
    .post('/conversations/:id/activities', async (c) => {
      const { conversation, thread } = place(store, c.req.param('id'));
      return c.json({ id: send(conversation, thread, readActivity(await c.req.text())) }, 201);
    })
    .post('/conversations/:id/activities/:activity', async (c) => {
      const { conversation, thread } = place(store, c.req.param('id'));
      const activity = readActivity(await c.req.text());
      const root = store.message(conversation.id, c.req.param('activity'))?.root;
      return c.json({ id: send(conversation, thread ?? root, activity) }, 201);
    })
    .put('/conversations/:id/activities/:activity', async (c) => {
      const message = own(store, c.req.param('id'), c.req.param('activity'));
      store.edit(message, readActivity(await c.req.text()));
      changed(message);
      return c.json({ id: message.id });
    })
    .delete('/conversations/:id/activities/:activity', (c) => {
      store.remove(own(store, c.req.param('id'), c.req.param('activity')));
      return c.body(null, 200);
    })
    .get('/conversations/:id/members', (c) =>
      c.json(members(store, place(store, c.req.param('id')).conversation).map(memberOf)),
    )
    .get('/conversations/:id/pagedmembers', (c) => {
      const all = members(store, place(store, c.req.param('id')).conversation).map(memberOf);
      const from = Number(c.req.query('continuationToken') ?? 0);
      const size = Number(c.req.query('pageSize') ?? 200);
      if (!Number.isInteger(from) || !Number.isInteger(size) || from < 0 || size < 1)
        throw badArgument('pageSize or continuationToken is none.');
      const to = from + size;
      return c.json({
        members: all.slice(from, to),
        ...(to < all.length ? { continuationToken: String(to) } : {}),
      });
    })
    .get('/conversations/:id/members/:member', (c) => {
      const { conversation } = place(store, c.req.param('id'));
      const wanted = c.req.param('member');
      const found = members(store, conversation).find(({ id, aadObjectId }) => wanted === id || wanted === aadObjectId);
      if (!found)
        throw new ConnectorError(404, 'MemberNotFoundInConversation', `${wanted} is no member of the conversation.`);
      return c.json(memberOf(found));
    })
    .get('/teams/:team', (c) => {
      const { team, tenantId } = store.state;
      if (c.req.param('team') !== team.id) throw new ConnectorError(404, 'NotFound', 'Team not found.');
      return c.json({ id: team.id, name: team.name, aadGroupId: team.aadGroupId, tenantId, type: 'standard' });
    })
    .get('/teams/:team/conversations', (c) => {
      const { team, conversations } = store.state;
      if (c.req.param('team') !== team.id) throw new ConnectorError(404, 'NotFound', 'Team not found.');
      const channels = conversations.filter(({ type }) => type === 'channel');
      return c.json({ conversations: channels.map(({ id, name }) => ({ id, name, type: 'standard' })) });
    });
}

/** @throws ConnectorError when there is no such conversation, or the bot is not in it */
function place(store: Store, id: string): { conversation: Conversation; thread?: string } {
  const [base, thread] = id.split(';messageid=');
  const conversation = store.state.conversations.find((known) => known.id === base);
  if (!conversation) throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
  if (!conversation.installed)
    throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  return { conversation, thread };
}

/** @throws ConnectorError when there is no such message of the bot's */
function own(store: Store, conversationId: string, id: string): Message {
  const message = store.message(place(store, conversationId).conversation.id, id);
  if (!message || message.deleted)
    throw new ConnectorError(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
  if (message.from !== store.state.bot.id)
    throw new ConnectorError(403, 'Forbidden', 'The bot may only change its own messages.');
  return message;
}

const members = (store: Store, conversation: Conversation): Person[] =>
  store.state.people.filter(({ id }) => conversation.members.includes(id));
