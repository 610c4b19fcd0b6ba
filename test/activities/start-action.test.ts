import { type Dependencies } from '../../src/activities/dependencies';
import { startAction } from '../../src/activities/start-action';
import { type Started } from '../../src/connectors/types';
import { type CommandRequest } from '../../src/model/command-request';
import { type Plan } from '../../src/model/plan';
import { createMarks } from '../../src/state/marks';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const input = {
  request: { instanceId: 'abc', command: 'deploy' } as CommandRequest,
  plan: {} as Plan,
  correlation: 'cs-abc',
};

/** One process after another on the same tables. */
function world(start: () => Promise<Started>) {
  const tables = freshTables(azurite.connectionString);
  let calls = 0;
  const process = (at: string) =>
    startAction({
      marks: createMarks(tables()),
      now: () => new Date(at),
      commands: [
        {
          kind: 'changes',
          spec: { name: 'deploy' },
          start: () => {
            calls += 1;
            return start();
          },
        },
      ],
    } as unknown as Dependencies);
  return { process, calls: () => calls };
}

describe('starting an action', () => {
  it('gives a rerun what the first attempt found', async () => {
    const { process, calls } = world(async () => ({ state: 'started', runId: '7' }));
    const first = await process('2026-03-04T15:00:00.000Z')(input);
    const again = await process('2026-03-04T15:09:00.000Z')(input);
    expect(again).toEqual(first);
    expect(first).toEqual({ state: 'started', runId: '7', since: '2026-03-04T15:00:00.000Z' });
    expect(calls()).toBe(1);
  });

  it('never dispatches again after an attempt that was cut off: it is searched for since then', async () => {
    const { process, calls } = world(() => Promise.reject(new Error('the worker died here')));
    await expect(process('2026-03-04T15:00:00.000Z')(input)).rejects.toThrow('died');
    const again = await process('2026-03-04T15:09:00.000Z')(input);
    expect(again).toMatchObject({ state: 'unknown', since: '2026-03-04T15:00:00.000Z' });
    expect(calls()).toBe(1);
  });

  it('remembers a refusal', async () => {
    const { process, calls } = world(async () => ({ state: 'refused', message: 'no such workflow' }));
    await process('2026-03-04T15:00:00.000Z')(input);
    expect(await process('2026-03-04T15:01:00.000Z')(input)).toMatchObject({ state: 'refused' });
    expect(calls()).toBe(1);
  });
});
