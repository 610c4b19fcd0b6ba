import { type MessageRef } from '../../src/model/message-ref';
import { createMessages, type Messages } from '../../src/state/messages';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
let messages: Messages;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  messages = createMessages(freshTables(azurite.connectionString)());
});

const slack: MessageRef = { platform: 'slack', tenant: 'T0DEMO', channel: 'C0DEPLOY', message: '1762077600.123456' };
const teams: MessageRef = {
  platform: 'teams',
  tenant: '00000000-0000-0000-0000-0000000000ff',
  channel: `19:${'x'.repeat(300)}@thread.tacv2;messageid=1/2#3?4`,
  message: `1:${'y'.repeat(300)}`,
};
const ballot = { instanceId: 'i', round: 1, planHash: 'h1' };

test.each([slack, teams])('a message on $platform leads to its round, again and again', async (message) => {
  expect(await messages.find(message)).toBeUndefined();
  await messages.bind(message, ballot);
  await messages.bind(message, ballot);
  expect(await messages.find(message)).toEqual(ballot);
  expect(await messages.find({ ...message, message: 'another' })).toBeUndefined();
  expect(await messages.of('i')).toEqual([{ message, round: 1 }]);
});

test('a message never comes to stand for another plan', async () => {
  await messages.bind(slack, ballot);
  await expect(messages.bind(slack, { ...ballot, round: 2, planHash: 'h2' })).rejects.toThrow(
    'already stands for round 1 of i',
  );
  expect(await messages.find(slack)).toEqual(ballot);
  expect(await messages.of('i')).toHaveLength(1);
});

test('the messages of an instance come by round', async () => {
  await messages.bind(teams, { ...ballot, round: 10 });
  await messages.bind(slack, { ...ballot, round: 2 });
  await messages.bind({ ...slack, message: '1' }, { ...ballot, instanceId: 'other' });
  expect(await messages.of('i')).toEqual([
    { message: slack, round: 2 },
    { message: teams, round: 10 },
  ]);
});
