import { startTeams, type TeamsServer } from '../../../local/teams/index';
import { listen } from '../../../local/kit/listen';
import { readSettings } from '../../../src/config/env';
import { type ChatEvent } from '../../../src/model/chat-event';
import { type Conversations, type KnownAccount, type KnownConversation } from '../../../src/model/conversations';
import { type View } from '../../../src/model/view';
import { type Outbox, type Platform } from '../../../src/platforms/platform';
import { type GraphAccess } from '../../../src/platforms/teams/graph-call';
import { createTeams } from '../../../src/platforms/teams/index';
import { Hono } from 'hono';

export const TENANT = '00000000-0000-0000-0000-0000000000ff';
export const aad = (number: number) => `00000000-0000-0000-0000-0000000000${String(number).padStart(2, '0')}`;
export const [ALICE, BOB, CAROL] = [1, 2, 3].map(aad) as [string, string, string];
const NAMES: Record<string, string> = { [ALICE]: 'alice', [BOB]: 'bob', [CAROL]: 'carol' };

/** Rows in memory, and how often each kind was written. */
function memory() {
  const conversations = new Map<string, KnownConversation>();
  const accounts = new Map<string, KnownAccount>();
  const written: string[] = [];
  const rows: Conversations = {
    conversation: async (tenant, channel) => conversations.get(`${tenant} ${channel}`),
    keepConversation: async (tenant, channel, known) => {
      written.push(channel);
      conversations.set(`${tenant} ${channel}`, known);
    },
    account: async (tenant, account) => accounts.get(`${tenant} ${account}`),
    keepAccount: async (tenant, account, known) => {
      written.push(account);
      accounts.set(`${tenant} ${account}`, known);
    },
  };
  return { rows, written };
}

const opened: { close: () => Promise<void> }[] = [];

/** Whatever a test has left open would keep jest from ending. */
export const closeAll = () => Promise.all(opened.splice(0).map((stage) => stage.close()));

export type TeamsStage = Awaited<ReturnType<typeof openTeams>>;

/** Teams' side on this machine, and the platform behind an address; what it understood is kept. */
export async function openTeams(
  settings: Record<string, string> = {},
  graph: GraphAccess = { url: 'http://127.0.0.1:1', token: async () => 'none' },
) {
  const sandbox: TeamsServer = await startTeams();
  const { rows, written } = memory();
  const { teams: known, development } = readSettings({ ...sandbox.settings, ...settings });
  const make = (): Platform =>
    createTeams(
      { ...known, development },
      {
        graph,
        conversations: () => rows,
        personOf: ({ account }) => NAMES[account],
      },
    );
  let platform = make();
  const events: ChatEvent[] = [];
  let shown: View | undefined;
  let choices: string[] = [];
  const answerTo = async (event: ChatEvent) =>
    event.kind === 'choices-wanted' ? platform.offer(choices) : platform.acknowledge(event, shown);
  const app = new Hono().post('/api/messages', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const headers = { get: (name: string) => c.req.header(name) ?? null };
    const receipt = await platform.receive({ kind: '', headers, body, now: new Date() });
    if ('event' in receipt) events.push(receipt.event);
    const answer = 'answer' in receipt ? receipt.answer : await answerTo(receipt.event);
    return new Response(answer.body ?? null, { status: answer.status, headers: answer.headers });
  });
  const server = await listen(app as never, 0);
  const endpoint = `${server.url}/api/messages`;
  sandbox.connect(endpoint);
  const close = async () => {
    await server.close();
    await sandbox.close();
  };
  opened.push({ close });
  return {
    sandbox,
    endpoint,
    written,
    rows,
    as: (person: string) => sandbox.tenant.as(person),
    /** An activity of bob's in his own chat, of which a test says what it is. */
    activity: (change: Record<string, unknown>): Record<string, unknown> => ({
      channelId: 'msteams',
      serviceUrl: sandbox.serviceUrl,
      from: { id: '29:1demo_bob', aadObjectId: BOB },
      recipient: { id: `28:${sandbox.appId}` },
      conversation: { id: 'a:1demo_bob', conversationType: 'personal', tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      ...change,
    }),
    /** What is shown with the next acknowledgements. */
    show: (view: View | undefined) => {
      shown = view;
    },
    /** What is offered to whoever searches. */
    offer: (all: string[]) => {
      choices = all;
    },
    events,
    last: () => events.at(-1),
    platform: () => platform,
    outbox: (): Promise<Outbox> => platform.outbox(),
    /** The same settings and rows in a new process. */
    restart: () => {
      platform = make();
    },
  };
}
