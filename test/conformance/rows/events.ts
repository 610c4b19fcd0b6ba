import type { Row } from '../row';

export const eventRows: Row[] = [
  {
    name: 'an event raised before the wait is kept for it',
    source: 'recording orchestration-early',
    expected: { raised: 202, output: 'early' },
    run: async (app) => {
      const instance = await app.start('worksThenWaits');
      const raised = await instance.raise('Go', 'early');
      return { raised, output: (await instance.ended()).output };
    },
  },
  {
    name: 'an event raised during the wait ends it',
    source: 'recordings durable-raise-running, orchestration-everything',
    expected: { raised: 202, output: [{ x: [1, 'ü€😀'] }] },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go']);
      await instance.until('it waits', ({ customStatus }) => customStatus === 'Go');
      const raised = await instance.raise('Go', { x: [1, 'ü€😀'] });
      return { raised, output: (await instance.ended()).output };
    },
  },
  {
    name: 'an event raised after the wait changes nothing',
    source: 'recording orchestration-early',
    expected: { raised: 202, output: ['first', 'end'] },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go', 'Stop']);
      await instance.raise('Go', 'first');
      await instance.until('it waits for the next', ({ customStatus }) => customStatus === 'Stop');
      const raised = await instance.raise('Go', 'second');
      await instance.raise('Stop', 'end');
      return { raised, output: (await instance.ended()).output };
    },
  },
  {
    name: 'an event for an instance that has ended is refused with 410, for one that is not there with 404',
    source: 'recordings durable-raise-ended, durable-raise-unknown',
    expected: { ended: 410, unknown: 404 },
    run: async (app) => {
      const instance = await app.run('echoesInput', 1);
      return { ended: await instance.raise('Go', 1), unknown: await instance.unknown().raise('Go', 1) };
    },
  },
  {
    name: 'an event that is no JSON is refused with 400, and the wait goes on',
    source: 'recording durable-raise-bad',
    expected: { text: 400, broken: 400, empty: 400, output: ['right'] },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go']);
      const text = await instance.raiseRaw('Go', 'hi', 'text/plain');
      const broken = await instance.raiseRaw('Go', '{bad');
      const empty = await instance.raiseRaw('Go', '');
      await instance.raise('Go', 'right');
      return { text, broken, empty, output: (await instance.ended()).output };
    },
  },
  {
    name: 'two events in one turn are both taken',
    source: 'recording durable-suspend-resume: events that come while it is suspended are one turn when it is resumed',
    expected: { output: ['a', 'b'] },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['A', 'B']);
      await instance.until('it waits', ({ customStatus }) => customStatus === 'A');
      await instance.suspend('so that both come in one turn');
      await instance.becomes('Suspended');
      await instance.raise('B', 'b');
      await instance.raise('A', 'a');
      await instance.resume('both are there');
      return { output: (await instance.ended()).output };
    },
  },
  {
    name: 'two events of one name in one turn are taken in the order in which they came',
    source: 'Durable documentation, "External events": waits of one name are served first in, first out',
    expected: { output: [1, 2] },
    run: async (app) => {
      const instance = await app.start('waitsFor', ['Go', 'Go']);
      await instance.until('it waits', ({ customStatus }) => customStatus === 'Go');
      await instance.suspend('so that both come in one turn');
      await instance.becomes('Suspended');
      await instance.raise('Go', 1);
      await instance.raise('Go', 2);
      await instance.resume('both are there');
      return { output: (await instance.ended()).output };
    },
  },
  {
    name: 'continueAsNew carries events left over into the next executions',
    source: 'recording orchestration-events',
    expected: { output: [1, 2, 3] },
    run: async (app) => {
      const instance = await app.start('continuesWithEvents', { taken: [], work: 1000 });
      for (const data of [1, 2, 3]) await instance.raise('E', data);
      return { output: (await instance.ended()).output };
    },
  },
];
