import { startGraph, type GraphServer } from '../../../local/sandbox/graph/start-graph';
import { type Attachment } from '../../../src/model/attachment';
import { type Origin } from '../../../src/model/command-request';
import { type OwnChannel } from '../../../src/platforms/platform';
import { BOB, closeAll, openTeams, TENANT, type TeamsStage } from './teams-stage';

const file: Attachment & { content: string } = {
  name: 'inc-20260304-payment-postmortem.md',
  title: 'Postmortem',
  type: 'text/markdown',
  content: '# Größe & <b>',
};

let graph: GraphServer;
let stage: TeamsStage;
let room: OwnChannel;
let to: Origin;

beforeAll(async () => {
  graph = await startGraph();
  const access = { url: graph.url, token: async () => graph.token };
  stage = await openTeams({ TEAMS_INCIDENT_TEAM: graph.team.id }, access);
  graph.team.onChannel = ({ id, displayName }) => stage.sandbox.tenant.addChannel(id, displayName);
  await stage.as('bob').say('incidents', '@Countersign help');
}, 60_000);
afterAll(async () => {
  await closeAll();
  await graph.close();
});

let number = 0;
beforeEach(async () => {
  graph.faults.clear();
  graph.team.library.files.length = 0;
  const { channels } = await stage.outbox();
  room = await channels!.createChannel(`inc-20260304-payment-${++number}`, { private: false });
  to = { platform: 'teams', tenant: TENANT, account: BOB, channel: room.id };
});

const shown = () => stage.sandbox.tenant.messages(room.id).map(({ text }) => text);
const kept = () => graph.team.library.files.map(({ folder, name, content }) => [folder, name, content.toString()]);

describe('a file of an incident', () => {
  it('lies beside its channel, before anybody opened the files there, and a message has its link', async () => {
    expect(await (await stage.outbox()).attach(to, file)).toBe('here');
    expect(kept()).toEqual([[room.name, file.name, file.content]]);
    expect(shown()).toHaveLength(1);
    const [card] = stage.sandbox.tenant.messages(room.id);
    expect(JSON.stringify(card?.versions)).toContain(graph.team.library.files[0]?.url);
  });

  it('lies in the folder that Teams has made when somebody did', async () => {
    graph.team.library.open(room.name);
    await (await stage.outbox()).attach(to, file);
    expect(kept()).toEqual([[room.name, file.name, file.content]]);
    expect(graph.requests.list().at(-1)?.path).toMatch(/^\/v1\.0\/drives\//);
  });

  it('made again takes the place of the one before', async () => {
    const outbox = await stage.outbox();
    await outbox.attach(to, file);
    graph.team.library.open(room.name);
    await outbox.attach(to, { ...file, content: 'new' }, { retriedSince: '2026-03-04T15:00:00Z' });
    expect(kept()).toEqual([[room.name, file.name, 'new']]);
  });

  it('is there once where the answer to it was lost', async () => {
    graph.faults.set({ kind: 'reset-after', method: 'PUT', times: 1 });
    expect(await (await stage.outbox()).attach(to, file)).toBe('here');
    expect(kept()).toHaveLength(1);
  });

  it('without the permission is none, and nothing is said', async () => {
    graph.faults.set({ kind: 'error', status: 403, path: 'filesFolder|content$' });
    expect(await (await stage.outbox()).attach(to, file)).toBe('unsupported');
    graph.faults.set({ kind: 'error', status: 403, path: 'content$' });
    expect(await (await stage.outbox()).attach(to, file)).toBe('unsupported');
    expect([shown(), kept()]).toEqual([[], []]);
  });

  it('in a channel that is not the team’s is none', async () => {
    const elsewhere = { ...to, channel: '19:demo-deployments@thread.tacv2' };
    expect(await (await stage.outbox()).attach(elsewhere, file)).toBe('unsupported');
  });

  it('is tried again by whoever asked when Graph is away', async () => {
    graph.faults.set({ kind: 'error', status: 503, path: 'content$' });
    await expect((await stage.outbox()).attach(to, file)).rejects.toMatchObject({ temporary: true, status: 503 });
    expect(shown()).toEqual([]);
  }, 60_000);

  it('that could be asked for again is kept nowhere: it stays at the link', async () => {
    expect(await (await stage.outbox()).attach(to, { ...file, line: '/logs a production' })).toBe('unsupported');
    expect(kept()).toEqual([]);
  });
});
