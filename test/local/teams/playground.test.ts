import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TeamsInfo, type TurnContext } from 'botbuilder';
import { Hono } from 'hono';
import { parse } from 'yaml';
import { listen, type Listening } from '../../../local/kit/listen';
import { type ServerEnv } from '../../../local/kit/server-env';
import { startTeams, type TeamsServer } from '../../../local/teams';
import { startPlayground } from '../../../local/teams/playground';
import { type Gateway, startGateway } from '../../../local/teams/playground/gateway';
import { asksForApproval } from './approval-bot';
import { type EchoBot, startEchoBot } from './echo-bot';

let teams: TeamsServer;
let bot: EchoBot;
beforeAll(async () => {
  teams = await startTeams();
  bot = await startEchoBot(teams.settings);
});
afterAll(async () => {
  await bot.close();
  await teams.close();
});

describe('the gateway before the Playground', () => {
  let gateway: Gateway;
  let playground: Listening;
  /** What the Playground was asked to show. */
  let shown: { method: string; text?: string; attachments?: { content: { actions?: { title: string }[] } }[] }[];

  beforeEach(async () => {
    shown = [];
    bot.heard.length = 0;
    asksForApproval(bot, '29:1demo_bob');
    const app = new Hono<ServerEnv>().all('/_connector/v3/*', async (c) => {
      shown.push({ ...(await c.req.json()), method: c.req.method });
      return c.json({ id: 'm1' }, c.req.method === 'POST' ? 201 : 200);
    });
    playground = await listen(app);
    gateway = await startGateway(teams, () => bot.url, 'alice');
    gateway.connect(playground.url);
  });
  afterEach(async () => {
    await gateway.close();
    await playground.close();
  });

  const says = (text: string) =>
    fetch(gateway.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: 'a1',
        text,
        channelId: 'msteams',
        serviceUrl: gateway.serviceUrl,
        from: { id: '29:1demo_alice', name: 'Alice Adams', aadObjectId: '00000000-0000-0000-0000-000000000001' },
        recipient: { id: `28:${teams.appId}`, name: 'Countersign' },
        conversation: { id: 'a:1demo_alice', conversationType: 'personal', tenantId: teams.tenantId },
      }),
    });
  const titles = (index: number) => shown.at(index)?.attachments?.[0]?.content.actions?.map(({ title }) => title);

  it('signs what goes to the app, which Bot Builder verifies', async () => {
    expect((await says('deploy')).status).toBe(200);
    expect(bot.heard).toHaveLength(1);
    expect(shown).toMatchObject([{ method: 'POST', attachments: [{ content: { type: 'AdaptiveCard' } }] }]);
  });

  it('wants the bot’s own token in return', async () => {
    const path = 'v3/conversations/a:1demo_alice/activities';
    expect((await fetch(gateway.serviceUrl + path, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(shown).toEqual([]);
  });

  it('signs nothing for a web page', async () => {
    const headers = { origin: 'https://evil.example' };
    const body = JSON.stringify({ type: 'message', text: '/as bob' });
    expect((await fetch(gateway.endpoint, { method: 'POST', headers, body })).status).toBe(403);
    expect([bot.heard, shown]).toEqual([[], []]);
  });

  it('sits others down, and shows each their own view of a card', async () => {
    await says('deploy');
    expect(shown).toHaveLength(1);
    expect(titles(-1)).toBeUndefined();
    await says('<at>Countersign</at> /as Bob');
    expect(shown.at(-1)).toMatchObject({ text: 'You are Bob Brown now.' });
    expect(titles(-2)).toEqual(['Approve', 'Reject']);
    await says('deploy');
    expect(bot.heard.filter(({ type }) => type === 'message').at(-1)).toMatchObject({
      from: { name: 'Bob Brown', aadObjectId: '00000000-0000-0000-0000-000000000002' },
    });
    await gateway.sit('carol');
    expect(titles(-1)).toBeUndefined();
  });

  it('tells the app who somebody is, by either of their IDs', async () => {
    const members = async (id: string, context: TurnContext) => (await TeamsInfo.getMember(context, id)).name;
    const names: string[] = [];
    bot.onMessage = async (context) => {
      for (const id of ['29:1demo_bob', '00000000-0000-0000-0000-000000000003']) names.push(await members(id, context));
    };
    await says('who');
    expect(names).toEqual(['Bob Brown', 'Carol Clark']);
  });

  it('says who there is, when it is asked for someone else', async () => {
    await says('/as nobody');
    expect(shown.at(-1)?.text).toMatch(/nobody called nobody; there are alice, bob,/);
    expect(bot.heard).toEqual([]);
  });
});

describe('the Playground', () => {
  it('knows the demo company, and answers on 127.0.0.1 alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-playground-'));
    const playground = await startPlayground({ port: 0, appUrl: () => bot.url, teams, folder });
    try {
      expect(await (await fetch(playground.url)).text()).toContain('<title>');
      const elsewhere = Object.values(networkInterfaces()).flatMap(
        (all) => all?.filter(({ internal }) => !internal) ?? [],
      );
      const { port } = new URL(playground.url);
      for (const { address, family } of elsewhere.filter(({ address }) => !address.startsWith('fe80')))
        await expect(fetch(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}`)).rejects.toThrow(
          'fetch failed',
        );
      expect(parse(readFileSync(join(folder, '.m365agentsplayground.yml'), 'utf8'))).toMatchObject({
        tenantId: teams.tenantId,
        bot: { id: `28:${teams.appId}`, name: 'Countersign' },
        currentUser: { id: '29:1demo_alice', aadObjectId: '00000000-0000-0000-0000-000000000001' },
        users: [2, 3, 4, 5, 6].map((n) => ({ aadObjectId: `00000000-0000-0000-0000-00000000000${n}` })),
        team: { name: 'Demo company', channels: [{ name: 'deployments' }] },
      });
    } finally {
      await playground.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says when its port is taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-playground-'));
    const { port } = new URL(teams.url);
    await expect(startPlayground({ port: Number(port), appUrl: () => bot.url, teams, folder })).rejects.toThrow(
      `port ${port} is in use`,
    );
    rmSync(folder, { recursive: true, force: true });
  });
});
