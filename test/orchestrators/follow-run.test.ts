import { followRun } from '../../src/orchestrators/follow-run';
import { replay } from '../kit/replay';

const since = '2026-03-04T15:00:00.000Z';
const input = { since, shown: '', correlation: 'cs-1' };
const run = { id: '7', url: 'u', state: 'succeeded', steps: [] };

describe('followRun', () => {
  it('polls until the run has ended', async () => {
    const { output, calls } = await replay(followRun, {
      input,
      activities: {
        pollAction: (_: never, call: number) =>
          call < 4 ? { state: 'going', runId: '7', shown: String(call) } : { state: 'ended', run },
      },
    });
    expect(output).toEqual({ state: 'ended', run });
    expect(calls.filter((call) => call === 'pollAction')).toHaveLength(4);
  });

  it('remembers the run it found and what the message shows', async () => {
    const { inputs } = await replay(followRun, {
      input,
      activities: {
        pollAction: (_: never, call: number) =>
          call < 3 ? { state: 'going', runId: '7', shown: String(call) } : { state: 'ended', run },
      },
    });
    expect(inputs.at(-1)).toMatchObject({ runId: '7', shown: '2' });
  });

  it('searches for a run that never shows for 60 seconds and no longer', async () => {
    const { output, seconds } = await replay(followRun, {
      input,
      activities: { pollAction: () => ({ state: 'searching', shown: '' }) },
    });
    expect(output).toEqual({ state: 'never_found' });
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThan(65);
  });

  it('does not take silence for "no such run": only looks that were answered end the search', async () => {
    const { output, seconds } = await replay(followRun, {
      input,
      activities: {
        pollAction: (_: never, call: number) =>
          call < 40 ? { state: 'unreachable', shown: '' } : { state: 'ended', run },
      },
    });
    expect(output).toEqual({ state: 'ended', run });
    expect(seconds).toBeGreaterThan(60);
  });

  it('continues as new after a hundred polls, with what it knows', async () => {
    const { continuedWith, calls } = await replay(followRun, {
      input,
      activities: { pollAction: () => ({ state: 'going', runId: '7', shown: 'x' }) },
    });
    expect(calls.filter((call) => call === 'pollAction')).toHaveLength(100);
    expect(continuedWith).toMatchObject({ runId: '7', shown: 'x', since });
  });

  it('stops following a run after an hour', async () => {
    const { output } = await replay(followRun, {
      input,
      start: '2026-03-04T16:00:00.000Z',
      activities: { pollAction: () => ({ state: 'going', runId: '7', shown: 'x' }) },
    });
    expect(output).toEqual({ state: 'timed_out' });
  });

  it('remembers that the vendor has been asked to stop, and tells at the end who wanted it', async () => {
    const stopping = { by: 'bob' };
    const ended = { state: 'ended', run: { ...run, state: 'cancelled' }, stoppedBy: 'bob' };
    const { output, inputs } = await replay(followRun, {
      input,
      activities: {
        pollAction: (_: never, call: number) =>
          call < 3 ? { state: 'going', runId: '7', shown: 'x', ...(call === 2 && { stopping }) } : ended,
      },
    });
    expect(inputs.at(-1)).toMatchObject({ stopping });
    expect(output).toEqual(ended);
  });
});
