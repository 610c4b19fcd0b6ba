import { placesOf } from '../../src/activities/places-of';
import { type Dependencies } from '../../src/activities/dependencies';

const company = {
  channels: [{ name: 'alarms', places: { slack: 'C0ALARM', teams: '19:x', console: 'alarms' }, mirrored: true }],
} as Pick<Dependencies['company'], 'channels'> as Dependencies['company'];

it('a channel is where its connected chats are, and never only on the command line, where nobody would see an alarm', () => {
  const tenants = { slack: 'T0DEMO', console: 'tenant' };
  const places = placesOf({ company, tenants }, 'alarms', 'U0ALICE');
  expect(places).toEqual([
    { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0ALARM', channelName: 'alarms' },
  ]);
  expect(placesOf({ company, tenants: { console: 'tenant' } }, 'alarms', 'U0ALICE')).toEqual([]);
});
