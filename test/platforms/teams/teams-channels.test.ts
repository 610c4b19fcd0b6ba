import { startGraph, type GraphServer } from '../../../local/sandbox/graph/start-graph';
import { graphCaller } from '../../../src/platforms/teams/graph-call';
import { teamsChannels } from '../../../src/platforms/teams/teams-channels';

const ID = 'inc-20260304-payment';
const account = (number: string) => `00000000-0000-0000-0000-0000000000${number}`;

let graph: GraphServer;
const channelsOf = (team: string, token = graph.token) =>
  teamsChannels(graphCaller({ url: graph.url, token: async () => token }), team);
const channels = () => channelsOf(graph.team.id);

beforeEach(async () => {
  graph = await startGraph();
});
afterEach(() => graph.close());

it('a channel is made in the team, and its topic is its description', async () => {
  const { id, name, url } = await channels().createChannel(ID, { private: false });
  expect([name, id, url]).toEqual([
    ID,
    expect.stringMatching(/^19:\w+@thread\.tacv2$/),
    expect.stringContaining(id.slice(3, 20)),
  ]);
  await channels().setTopic(id, `SEV-1 · <script>alert(1)</script>\n${'x'.repeat(2_000)}`);
  const [made] = graph.team.channels;
  expect(made).toMatchObject({ displayName: ID, membershipType: 'standard' });
  expect(made?.description).toMatch(/^SEV-1 · <script>alert\(1\)<\/script> x+…?/);
  expect(made!.description!.length).toBeLessThanOrEqual(1_024);
});

it('a name that is taken, whatever code Graph gives, is said to be', async () => {
  await channels().createChannel(ID, { private: false });
  await expect(channels().createChannel(ID, { private: false })).rejects.toMatchObject({
    code: 'name_taken',
    temporary: false,
  });
});

it('names of 80 characters that begin alike are two of 50', async () => {
  const long = `inc-20260304-${'a'.repeat(64)}`;
  const made = [
    await channels().createChannel(long, { private: false }),
    await channels().createChannel(`${long}-2`, { private: false }),
  ];
  expect(made.map(({ name }) => name.length)).toEqual([50, 50]);
  expect(await channels().findOwn(`${long}-2`)).toEqual(made[1]);
});

it('one whose answer was lost is found again, and not made again by itself; one of somebody else is not ours', async () => {
  graph.faults.set({ kind: 'reset-after', method: 'POST', times: 1 });
  await expect(channels().createChannel(ID, { private: false })).rejects.toMatchObject({
    mayHaveWorked: true,
    temporary: true,
  });
  expect(graph.team.channels).toHaveLength(1);
  expect(await channels().findOwn(ID)).toMatchObject({ id: graph.team.channels[0]!.id, name: ID });
  graph.team.channels[0]!.description = 'made by hand';
  expect(await channels().findOwn(ID)).toBeUndefined();
});

it('people are added to the team; who is nobody there is left out', async () => {
  expect(await channels().invite('19:x@thread.tacv2', [account('01'), account('99'), account('04')])).toEqual([
    account('01'),
    account('04'),
  ]);
  expect([...graph.team.members]).toEqual([account('01'), account('04')]);
  expect(await channels().invite('19:x@thread.tacv2', [account('01')])).toEqual([account('01')]);
});

it('no private channel is made, and none in a team that is not there or without permission', async () => {
  await expect(channels().createChannel(ID, { private: true })).rejects.toMatchObject({ code: 'not_set_up' });
  await expect(channelsOf(account('ee')).createChannel(ID, { private: false })).rejects.toMatchObject({
    status: 404,
    temporary: false,
  });
  graph.faults.set({ kind: 'error', status: 403 });
  const refused = channels().createChannel(ID, { private: false });
  await expect(refused).rejects.toMatchObject({
    temporary: false,
    message: expect.stringContaining('docs/teams.md') as string,
  });
  graph.faults.clear();
  const expired = channelsOf(graph.team.id, 'expired').createChannel(ID, { private: false });
  await expect(expired).rejects.toMatchObject({
    status: 401,
    message: expect.not.stringContaining('expired') as string,
  });
  expect(graph.team.channels).toEqual([]);
});

it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated'] as const)(
  'looking overcomes one %s',
  async (kind) => {
    await channels().createChannel(ID, { private: false });
    graph.faults.set({ kind, times: 1, ...(kind === 'too-many-requests' && { retryAfterSeconds: 1 }) });
    expect(await channels().findOwn(ID)).toMatchObject({ name: ID });
  },
);
