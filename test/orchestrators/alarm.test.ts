import { alarm } from '../../src/orchestrators/alarm';
import { replay } from '../kit/replay';

describe('alarm', () => {
  it('waits on one durable timer, then wakes the instance', async () => {
    const { calls, seconds, inputs } = await replay(alarm, {
      input: { instanceId: 'abc', at: '2026-03-04T15:30:00.000Z' },
      activities: { wakeInstance: () => null },
    });
    expect(calls).toEqual(['timer', 'wakeInstance']);
    expect(seconds).toBeGreaterThanOrEqual(1_800);
    expect(inputs.at(-1)).toBe('abc');
  });
});
