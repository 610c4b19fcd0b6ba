import { postmortemAt } from '../../src/policy/postmortem-at';

const at = (now: string, zone = 'UTC', holidays: string[] = []) => postmortemAt(new Date(now), zone, holidays);

test.each([
  ['on the next day', '2026-03-04T15:23:00Z', 'UTC', [], 'tomorrow 2 PM', '2026-03-05T14:00:00.000Z'],
  [
    'in the zone of the team',
    '2026-03-04T15:23:00Z',
    'America/New_York',
    [],
    'tomorrow 2 PM',
    '2026-03-05T19:00:00.000Z',
  ],
  [
    'by the day that it is there',
    '2026-03-04T23:30:00Z',
    'Asia/Tokyo',
    [],
    'tomorrow 2 PM',
    '2026-03-06T05:00:00.000Z',
  ],
  ['after the weekend', '2026-03-06T15:00:00Z', 'UTC', [], 'Monday 2 PM', '2026-03-09T14:00:00.000Z'],
  ['after a holiday', '2026-03-04T15:00:00Z', 'UTC', ['2026-03-05'], 'Friday 2 PM', '2026-03-06T14:00:00.000Z'],
  [
    'at 2 PM when clocks change meanwhile',
    '2026-03-27T15:00:00Z',
    'Europe/Berlin',
    [],
    'Monday 2 PM',
    '2026-03-30T12:00:00.000Z',
  ],
  [
    'on a day with its date when it is far',
    '2026-12-24T15:00:00Z',
    'UTC',
    ['2026-12-25', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01'],
    'Monday, 4 January 2 PM',
    '2027-01-04T14:00:00.000Z',
  ],
])('a postmortem is %s', (_, now, zone, holidays, words, instant) => {
  expect(at(now, zone, holidays)).toEqual({ words, at: instant });
});
