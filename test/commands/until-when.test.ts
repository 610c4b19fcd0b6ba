import { untilWhen } from '../../src/commands/delegate/until-when';

test('a day is over when the next one begins, also where clocks skip midnight', () => {
  const now = new Date('2023-03-25T22:00:00Z');
  expect(untilWhen('today', now, 'Asia/Beirut')).toEqual({ until: new Date('2023-03-26T21:00:00Z') });
});
