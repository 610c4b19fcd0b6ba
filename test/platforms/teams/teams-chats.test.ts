import { startGraph, type GraphServer } from '../../../local/sandbox/graph/start-graph';
import { graphCaller } from '../../../src/platforms/teams/graph-call';
import { incidentRooms } from '../../../src/platforms/teams/incident-rooms';
import { teamsChannels } from '../../../src/platforms/teams/teams-channels';
import { teamsChats } from '../../../src/platforms/teams/teams-chats';

const ID = 'inc-20260304-payment';
const account = (number: string) => `00000000-0000-0000-0000-0000000000${number}`;
const [ALICE, BOB, NOBODY, DAVE] = ['01', '02', '99', '04'].map(account) as [string, string, string, string];
const hidden = { private: true, accounts: [DAVE, BOB] };

let graph: GraphServer;
/** The chats that Teams has told us of. */
let told: Set<string>;

const chatsBy = (app = graph.chats.app, token = graph.token) =>
  teamsChats(graphCaller({ url: graph.url, token: async () => token }), app, async (chat) => told.has(chat));

beforeEach(async () => {
  graph = await startGraph();
  told = new Set();
  graph.chats.onInstall = ({ id }) => told.add(id);
});
afterEach(() => graph.close());

it('a chat is made with its people, by the name of the incident, and the app is in it', async () => {
  const { id, name, url } = await chatsBy().createChannel(ID, hidden);
  expect([name, url]).toEqual([ID, `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0`]);
  expect(graph.chats.all).toMatchObject([{ id, topic: ID, members: [DAVE, BOB], installed: true }]);
});

it('one whose answer was lost is found among the chats of its people, entered, and not made again', async () => {
  graph.faults.set({ kind: 'reset-after', method: 'POST', path: '/chats$', times: 1 });
  await expect(chatsBy().createChannel(ID, hidden)).rejects.toMatchObject({ mayHaveWorked: true, temporary: true });
  for (let number = 0; number < 60; number++) graph.chats.create(`chat ${number}`, [DAVE]);
  graph.chats.all.reverse();
  const found = await chatsBy().findOwn(ID, hidden);
  expect(found).toMatchObject({ name: ID });
  expect(graph.chats.byId(found?.id ?? '')).toMatchObject({ topic: ID, installed: true });
  expect(await chatsBy().findOwn('inc-20260304-other', hidden)).toBeUndefined();
});

it('one that the app is in already is entered again without harm', async () => {
  const { id } = await chatsBy().createChannel(ID, hidden);
  expect(await chatsBy().findOwn(ID, hidden)).toMatchObject({ id });
});

it('one that Teams has not told us of yet is tried again', async () => {
  graph.chats.onInstall = () => {};
  const refused = { code: 'not_there_yet', temporary: true };
  await expect(chatsBy().createChannel(ID, hidden)).rejects.toMatchObject(refused);
  expect(graph.chats.all).toHaveLength(1);
});

it('people come in later, with all that was said; who is nobody there is left out, who is in it stays', async () => {
  const { id } = await chatsBy().createChannel(ID, hidden);
  expect(await chatsBy().invite(id, [ALICE, NOBODY, DAVE])).toEqual([ALICE, DAVE]);
  expect(graph.chats.byId(id)?.members).toEqual([DAVE, BOB, ALICE]);
});

it('its card is pinned once', async () => {
  const { id } = await chatsBy().createChannel(ID, hidden);
  const message = { platform: 'teams', tenant: account('ff'), channel: id, message: '1700000000001' } as const;
  await chatsBy().pin(message);
  await chatsBy().pin(message);
  expect(graph.chats.byId(id)?.pinned).toEqual(['1700000000001']);
});

it('none is made for nobody, without permission, or by an app that the tenant has not got', async () => {
  await expect(chatsBy().createChannel(ID, { private: true })).rejects.toMatchObject({ code: 'not_set_up' });
  await expect(chatsBy(graph.chats.app, 'expired').createChannel(ID, hidden)).rejects.toMatchObject({ status: 401 });
  graph.faults.set({ kind: 'error', status: 403 });
  await expect(chatsBy().createChannel(ID, hidden)).rejects.toMatchObject({
    temporary: false,
    message: expect.stringContaining('docs/teams.md') as string,
  });
  graph.faults.clear();
  await expect(chatsBy(NOBODY).createChannel(ID, hidden)).rejects.toMatchObject({ status: 404, temporary: false });
});

it('beside a team, what is private has a chat and the rest a channel', async () => {
  const call = graphCaller({ url: graph.url, token: async () => graph.token });
  const rooms = incidentRooms(teamsChannels(call, graph.team.id), chatsBy());
  const open = await rooms?.createChannel('inc-20260304-open', { private: false, accounts: [DAVE] });
  const secret = await rooms?.createChannel(ID, hidden);
  expect([graph.team.channels, graph.chats.all]).toMatchObject([[{ id: open?.id }], [{ id: secret?.id }]]);
  expect(await rooms?.findOwn(ID, hidden)).toEqual(secret);
  expect(await rooms?.findOwn(ID, { private: false })).toBeUndefined();
  await rooms?.setTopic(secret?.id ?? '', 'SEV-1');
  await rooms?.setTopic(open?.id ?? '', 'SEV-1');
  expect(graph.team.channels).toMatchObject([{ description: 'SEV-1' }]);
  expect(incidentRooms(undefined, undefined)).toBeUndefined();
  expect(incidentRooms(teamsChannels(call, graph.team.id), undefined)?.privately).toBe(false);
});
