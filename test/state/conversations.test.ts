import { createConversations } from '../../src/state/conversations';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const tenant = '00000000-0000-0000-0000-0000000000ff';
const channel = `19:${'x'.repeat(300)}@thread.tacv2/#?`;

test('conversations and accounts are found again, by another process too; the newest word counts', async () => {
  const open = freshTables(azurite.connectionString);
  const rows = createConversations(open(), 'teams');
  expect(await rows.conversation(tenant, channel)).toBeUndefined();
  expect(await rows.account(tenant, 'bob')).toBeUndefined();
  const place = { serviceUrl: 'https://smba.trafficmanager.net/emea/', kind: 'channel', bot: '28:b' } as const;
  await rows.keepConversation(tenant, channel, place);
  await rows.keepAccount(tenant, 'bob', { userId: '29:1', seenIn: channel });
  const again = createConversations(open(), 'teams');
  expect(await again.conversation(tenant, channel)).toEqual(place);
  expect(await again.account(tenant, 'bob')).toEqual({ userId: '29:1', seenIn: channel });
  await again.keepConversation(tenant, channel, { ...place, serviceUrl: 'https://smba.trafficmanager.net/amer/' });
  await again.keepAccount(tenant, 'bob', { userId: '29:1', seenIn: channel, personal: 'a:1' });
  expect(await rows.conversation(tenant, channel)).toMatchObject({ serviceUrl: expect.stringContaining('amer') });
  expect(await rows.account(tenant, 'bob')).toEqual({ userId: '29:1', seenIn: channel, personal: 'a:1' });
  expect(await rows.conversation('another', channel)).toBeUndefined();
  expect(await createConversations(open(), 'discord').conversation(tenant, channel)).toBeUndefined();
});
