import { type Conversations } from '../../../src/model/conversations';
import { createTeams } from '../../../src/platforms/teams';
import { readSettings } from '../../../src/config/env';

const loaded: string[] = [];
jest.mock('botbuilder', () => {
  loaded.push('botbuilder');
  return { ConfigurationBotFrameworkAuthentication: class {} };
});
jest.mock('botframework-connector', () => {
  loaded.push('botframework-connector');
  return { ConnectorClient: class {} };
});
jest.mock('adaptivecards-templating', () => {
  loaded.push('adaptivecards-templating');
  return { Template: class {} };
});

test('Teams beside Slack costs nothing: neither Bot Framework nor the cards are loaded before they are used', async () => {
  const { teams } = readSettings({ MicrosoftAppId: 'a', MicrosoftAppTenantId: 't' });
  const rows = {} as Conversations;
  const platform = createTeams(
    { ...teams, development: false },
    {
      graph: { url: 'http://127.0.0.1:1', token: async () => 'none' },
      conversations: () => rows,
      personOf: () => 'bob',
    },
  );
  const now = new Date();
  const refused = await platform.receive({ kind: '', headers: { get: () => null }, body: Buffer.from('{}'), now });
  expect(refused).toMatchObject({ answer: { status: 401 } });
  const origin = { platform: 'teams', tenant: 't', account: 'a', channel: 'c' } as const;
  const event = { kind: 'command', key: { scope: 's', key: 'k' }, text: '/help', origin, answerable: false } as const;
  expect(await platform.acknowledge(event)).toEqual({ status: 200 });
  expect(loaded).toEqual([]);
  await platform.outbox();
  expect(loaded.sort()).toEqual(['adaptivecards-templating', 'botframework-connector']);
});
