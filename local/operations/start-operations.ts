import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { loadCompany } from '../../src/config/load-company';
import { DurableClient } from '../durable-client';
import { listen, type Listening } from '../kit/listen';
import { type ServerEnv } from '../kit/server-env';
import { liveStream } from '../pages/server/live-stream';
import { loopbackOnly } from '../pages/server/loopback-only';
import { servePage } from '../pages/server/serve-page';
import { askAgain, type Chats } from './ask-again';
import { instanceOf } from './instance-of';
import { type Snapshot, type Story } from './page/model';
import { stepsOf } from './steps-of';
import { sandboxesNow, switchables, switchFault } from './switches';

export interface OperationsOptions {
  port: number;
  /** Of the function app; it may change when that is started again. */
  host: () => { url: string };
  functionKey: string;
  companyFile: string;
  /** For `${NAME}` in the company file. */
  variables: Record<string, string | undefined>;
  servers: Parameters<typeof switchables>[0] & Record<keyof Chats, { url: string }>;
}

/** How far back instances are listed. */
const LOOK_MS = 3 * 86_400_000;
const MOST_LISTED = 500;
const LOOK_EVERY_MS = 2_000;

const operation = z.strictObject({ operator: z.string(), reason: z.string() });
const fault = z.strictObject({
  sandbox: z.string(),
  kind: z.string().optional(),
  times: z.int().positive().max(10_000).optional(),
});

/**
 * The operations page: instances, what they wait for, what they did, ending and retrying them, and what the sandboxes are made to do
 * wrong. It knows the function app by its HTTP addresses and key alone, as any other client; the key stays on this side.
 */
export async function startOperations(options: OperationsOptions): Promise<Listening> {
  const { host, functionKey, servers } = options;
  const company = loadCompany(readFileSync(options.companyFile, 'utf8'), options.variables);
  const { group } = company.strictest;
  const sandboxes = switchables(servers);
  const durable = () => new DurableClient(host().url, functionKey);
  const chats: Chats = { slack: servers.slack.url, discord: servers.discord.url };

  const snapshot = async (): Promise<Snapshot> => {
    const [listed, now] = await Promise.all([
      durable()
        .since(new Date(Date.now() - LOOK_MS), MOST_LISTED)
        .catch(() => undefined),
      sandboxesNow(sandboxes),
    ]);
    const instances = (listed?.found ?? []).map((status) => instanceOf(status, company));
    return {
      company: company.name,
      operatorTitle: company.groups.find(({ id }) => id === group)?.title ?? group,
      operators: company.people.map(({ id, groups }) => ({ id, able: groups.includes(group) })),
      instances: instances.sort((a, b) => b.created.localeCompare(a.created) || a.id.localeCompare(b.id)),
      more: listed?.more ?? false,
      sandboxes: now,
      hostUp: listed !== undefined,
    };
  };

  const watched = watch(snapshot);
  const app = new Hono<ServerEnv>();
  app.use('*', loopbackOnly);
  app.onError((error, c) => c.json({ error: error.message }, 400));
  app.route('/', servePage({ name: 'operations', title: `${company.name} – operations on this machine` }));
  app.get('/_page/live', async (c) => {
    const first = await watched.look();
    return liveStream<Snapshot, Snapshot>(c, { snapshot: () => first, subscribe: watched.subscribe });
  });
  app.get('/_page/instances/:id', async (c) => {
    const story = await durable().story(c.req.param('id'));
    if (!story) return c.json({ error: 'There is no such instance any more.' }, 404);
    const { historyEvents, input, output } = story;
    const going = instanceOf(story, company).state === 'going';
    return c.json<Story>({ steps: stepsOf(historyEvents, { now: Date.now(), going }), input, output });
  });
  app.post('/_page/instances/:id/ask-again', async (c) => {
    const { operator } = z.strictObject({ operator: z.string() }).parse(await c.req.json());
    const story = await durable().story(c.req.param('id'));
    if (!story) return c.json({ error: 'There is no such instance any more.' }, 404);
    await askAgain(story, operator, chats);
    return c.json({ done: 'It was asked again, in the channel where it was asked before.' });
  });
  app.post('/_page/instances/:id/:deed', async (c) => {
    const { id, deed } = c.req.param();
    const address = `${host().url}/api/instances/${encodeURIComponent(id)}/${encodeURIComponent(deed)}`;
    const body = JSON.stringify(operation.parse(await c.req.json()));
    const response = await fetch(address, { method: 'POST', headers: { 'x-functions-key': functionKey }, body });
    void watched.look();
    return c.body(await response.text(), response.status as 200, { 'content-type': 'application/json' });
  });
  app.post('/_page/faults', async (c: Context) => {
    await switchFault(sandboxes, fault.parse(await c.req.json()));
    await watched.look();
    return c.json({});
  });
  const server = await listen(app, options.port);
  return { ...server, close: () => (watched.end(), server.close()) };
}

/** Looks every two seconds as long as somebody watches, and tells of what is another than before. */
function watch(snapshot: () => Promise<Snapshot>) {
  const listeners = new Set<(change: Snapshot) => void>();
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<Snapshot> => {
    const now = await snapshot();
    const text = JSON.stringify(now);
    if (text !== told) for (const listener of listeners) listener(now);
    told = text;
    return now;
  };
  const end = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  /** The next look begins when the one before has ended, however long that took. */
  const lookLater = () => {
    timer = setTimeout(
      () =>
        void look()
          .catch(() => undefined)
          .finally(() => timer && lookLater()),
      LOOK_EVERY_MS,
    );
  };
  return {
    look,
    end,
    subscribe: (listener: (change: Snapshot) => void) => {
      listeners.add(listener);
      if (!timer) lookLater();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) end();
      };
    },
  };
}
