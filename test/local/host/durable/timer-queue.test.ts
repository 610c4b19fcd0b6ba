import { TimerQueue } from '../../../../local/host/durable/timer-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('fires in order of time, never early, also weeks ahead', () => {
  const fired: [string, number][] = [];
  const begin = Date.now();
  const queue = new TimerQueue<string>((name) => fired.push([name, Date.now() - begin]));
  const day = 24 * 3600_000;
  for (const [name, after] of [
    ['month', 30 * day],
    ['late', -5],
    ['second', 20],
    ['first', 10],
    ['same', 10],
  ] as const)
    queue.add(begin + after, name);
  jest.advanceTimersByTime(31 * day);
  expect([fired[0]![0], fired[3]![0], fired[4]![0]]).toEqual(['late', 'second', 'month']);
  expect(fired.map(([, at]) => at)).toEqual([0, 10, 10, 20, 30 * day]);
});

it('fires nothing once it has been stopped', () => {
  const fired: string[] = [];
  const queue = new TimerQueue<string>((name) => fired.push(name));
  queue.add(Date.now() + 5, 'one');
  queue.stop();
  queue.add(Date.now() + 5, 'two');
  jest.advanceTimersByTime(100);
  expect(fired).toEqual([]);
});
