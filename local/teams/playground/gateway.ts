import { Hono } from 'hono';
import { listen } from '../../kit/listen';
import { type ServerEnv } from '../../kit/server-env';
import { loopbackOnly } from '../../pages/server/loopback-only';
import { memberOf } from '../connector/accounts';
import { CONSENT_TYPE } from '../connector/check-file-card';
import { isObject, type Json, type Person } from '../state/model';
import { type TeamsServer } from '../teams-server';
import { PersonalViews } from './personal-views';
import { plainInputs } from './plain-inputs';

export interface Gateway {
  /** For the Playground: where its activities go. */
  endpoint: string;
  /** For the Playground: where the app is to answer. */
  serviceUrl: string;
  /** Names the Playground, once it listens. */
  connect(playgroundUrl: string): void;
  /** Sits someone else down at the Playground. @throws Error when there is nobody of that name */
  sit(name: string): Promise<Person>;
  close(): Promise<void>;
}

const SIT = /^\s*\/?as\s+([a-z]+)\s*$/i;

/**
 * Stands between Microsoft's Playground and the app, and does what Teams does and the Playground does not: signs what goes
 * to the app with a token that it verifies, wants its token in return, and shows each person their own view of a card.
 * `/as bob`, typed in the Playground, makes bob the one who sits at it.
 */
export async function startGateway(teams: TeamsServer, appUrl: () => string, me: string): Promise<Gateway> {
  const { tenant } = teams;
  const own = tenant.as(me).person;
  let person = own;
  let playground = '';

  const connector = (path: string, init: RequestInit = {}) => fetch(`${playground}/_connector/${path}`, init);
  const toApp = async (activity: Json): Promise<Response> => {
    const authorization = teams.authorization(serviceUrl) ?? '';
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(appUrl(), { method: 'POST', headers, body: JSON.stringify(activity) });
    return new Response(plainInputs(await answer.text()), { status: answer.status, headers: typeOf(answer) });
  };

  const sit = async (name: string): Promise<Person> => {
    person = tenant.as(name.toLowerCase()).person;
    await views.showAll();
    return person;
  };
  const sitAndSay = async (name: string, conversation: string): Promise<Response> => {
    const text = await sit(name).then(
      ({ displayName }) => `You are ${displayName} now.`,
      (error: Error) => `${error.message}; there are ${tenant.state.people.map((one) => one.name).join(', ')}.`,
    );
    await connector(`v3/conversations/${encodeURIComponent(conversation)}/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text }),
    });
    return new Response(null, { status: 200 });
  };

  const app = new Hono<ServerEnv>()
    /* It signs what it is given: no web page may give it anything. */
    .use(loopbackOnly)
    .post('/api/messages', async (c) => {
      const activity = await c.req.json<Json>();
      const conversation = isObject(activity.conversation) ? String(activity.conversation.id) : '';
      const words = typeof activity.text === 'string' ? activity.text.replace(/<at>[^<]*<\/at>/g, '') : '';
      const name = activity.type === 'message' ? SIT.exec(words)?.[1] : undefined;
      if (name) return sitAndSay(name, conversation);
      return toApp(spokenBy(activity, own, person));
    })
    .use('/v3/*', async (c, next) => {
      if (teams.accepts(c.req.header('authorization'))) return next();
      return c.json({ message: 'Authorization has been denied for this request.' }, 401);
    })
    /* The Playground finds nobody by their Entra ID, and no members of a channel's thread. */
    .get('/v3/conversations/:id/members/:member', (c) => {
      const wanted = c.req.param('member');
      const found = tenant.state.people.find(({ id, aadObjectId }) => wanted === id || wanted === aadObjectId);
      if (found) return c.json(memberOf(found));
      return c.json({ error: { code: 'MemberNotFoundInConversation', message: `There is no ${wanted}.` } }, 404);
    })
    .all('/v3/*', async (c) => {
      const { pathname, search } = new URL(c.req.url);
      const body = plainInputs(await c.req.text());
      if (isFileMessage(body)) return c.json(NO_FILES, 400);
      const answer = await connector(pathname.slice(1) + search, {
        method: c.req.method,
        headers: { 'content-type': 'application/json' },
        ...(body ? { body } : {}),
      });
      const text = await answer.text();
      if (answer.ok) views.note(c.req.method, pathname, body, text);
      return new Response(text || null, { status: answer.status, headers: typeOf(answer) });
    });
  const server = await listen(app);
  const serviceUrl = `${server.url}/`;
  const views = new PersonalViews({ connector, toApp, person: () => person, state: tenant.state, serviceUrl });
  const gateway: Gateway = {
    endpoint: `${server.url}/api/messages`,
    serviceUrl,
    connect: (url) => {
      playground = url;
    },
    sit,
    close: () => server.close(),
  };
  return gateway;
}

const NO_FILES = { error: { code: 'NotSupported', message: 'The Playground takes no files.' } };

const isFileMessage = (body: string) => body.includes(`"contentType":"${CONSENT_TYPE}"`);

/** The Playground lets one person speak; here it is whoever sits at it. */
function spokenBy(activity: Json, own: Person, { id, displayName, aadObjectId }: Person): Json {
  if (!isObject(activity.from) || activity.from.id !== own.id) return activity;
  return { ...activity, from: { ...activity.from, id, name: displayName, aadObjectId } };
}

function typeOf(answer: Response): Record<string, string> {
  const type = answer.headers.get('content-type');
  return type ? { 'content-type': type } : {};
}
