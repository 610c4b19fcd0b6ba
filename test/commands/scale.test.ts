import { type Tools } from '../../src/commands/command';
import { scale } from '../../src/commands/scale';
import { type Scaler, type ScaleState, type Scaling } from '../../src/connectors/types';
import { TransportError } from '../../src/connectors/transport-error';

const bounds = { staging: { min: 0, max: 4 }, production: { min: 0, max: 20 } };
const health = [{ name: 'instances up', query: 'min(up{service="{service}"})', atLeast: 1 }];
const place = { scaler: 'kubernetes', namespace: '{environment}', name: '{service}', bounds };
const five: ScaleState = { replicas: 5, ready: 5, version: '7' };
const governed: ScaleState = { ...five, autoscaler: { name: 'gateway', minimum: 3, maximum: 8, version: '9' } };

interface World extends Partial<Scaler> {
  states?: (ScaleState | null)[];
  service?: object;
  up?: number;
}

/** The scaler's states are told one after the other, the last for ever. */
function tools({ states = [five], service = { scale: place, health }, up = 1, ...scaler }: World = {}) {
  const scaled: [Scaling, ScaleState][] = [];
  const told = [...states];
  const connectors = {
    scaler: async () => ({
      name: 'kubernetes',
      read: async () => (told.length > 1 ? told.shift() : told[0]),
      rehearse: async () => ({ accepted: true }),
      scale: async (scaling: Scaling, seen: ScaleState) => (scaled.push([scaling, seen]), { state: 'started' }),
      ...scaler,
    }),
    monitoring: async () => ({ name: 'prometheus', instant: async () => up }),
  };
  const environments = [
    { id: 'staging', production: false },
    { id: 'production', production: true },
  ];
  const company = { services: [{ id: 'api-gateway', ...service }], environments };
  return { company, connectors, scaled } as unknown as Tools & { scaled: typeof scaled };
}

const args = { service: 'api-gateway', replicas: 10, environment: 'production' };
const target = { namespace: 'production', name: 'api-gateway' };
const planOf = async (asked: object = {}, world: World = {}) => {
  const result = await scale.plan({ ...args, ...asked }, tools(world));
  if (!('plan' in result)) throw new Error(JSON.stringify(result));
  return result.plan;
};
const outcomeOf = async (asked: object = {}, world: World = {}) => {
  const result = await scale.plan({ ...args, ...asked }, tools(world));
  if (!('outcome' in result)) throw new Error(JSON.stringify(result));
  return result.outcome;
};

describe('the plan', () => {
  it.each([
    [10, 'up'],
    [3, 'down'],
  ] as const)('from 5 to %d goes %s', async (replicas, direction) => {
    const plan = await planOf({ replicas });
    expect(plan).toMatchObject({ current: { replicas: 5 }, desired: { replicas }, direction, connector: 'kubernetes' });
  });

  it('to the number that there is already has nothing to do', async () => {
    const outcome = await outcomeOf({ replicas: 5 });
    expect(outcome).toMatchObject({ result: 'success', reasonCode: 'nothing_to_do' });
    expect(outcome.message).toBe('api-gateway in production has 5 replicas already.');
  });

  it.each([
    [21, '0 to 20 replicas, not 21. Nearest: /scale api-gateway 20 production'],
    [1e15, 'Nearest: /scale api-gateway 20 production'],
  ])('to %d is out of bounds, with the nearest line that is not', async (replicas, words) => {
    const outcome = await outcomeOf({ replicas });
    expect(outcome).toMatchObject({ result: 'invalid', reasonCode: 'out_of_bounds' });
    expect(outcome.message).toContain(words);
  });

  it.each([
    ['an environment without bounds', { environment: 'development' }, {}, 'no bounds'],
    ['a service that cannot be scaled', {}, { service: { health } }, 'cannot be scaled'],
    ['a deployment that is not there', {}, { states: [null] }, 'no api-gateway in production'],
  ])('is refused for %s', async (_, asked, world, words) => {
    const outcome = await outcomeOf(asked, world);
    expect(outcome).toMatchObject({ result: 'invalid' });
    expect(outcome.message).toContain(words);
  });

  it('is refused in the vendor’s words when its rehearsal fails', async () => {
    const rehearse = async () => ({ accepted: false as const, message: 'Kubernetes: it is forbidden.' });
    const outcome = await outcomeOf({}, { rehearse });
    expect(outcome).toMatchObject({ result: 'failure', reasonCode: 'start_refused' });
    expect(outcome.message).toBe('Kubernetes: it is forbidden. Nothing was started.');
  });

  it('to 0 has to be confirmed in production, and nowhere else', async () => {
    expect(await planOf({ replicas: 0 })).toMatchObject({
      confirm: 'It leaves no replica of api-gateway running.',
      typeToConfirm: 'api-gateway',
    });
    expect((await planOf({ replicas: 0, environment: 'staging' })).confirm).toBeUndefined();
    expect((await planOf({ replicas: 1 })).confirm).toBeUndefined();
  });

  it('says when not all are ready, which is no part of what is voted on', async () => {
    const plan = await planOf({}, { states: [{ ...five, ready: 3 }] });
    expect(plan.display.warning).toContain('only 3 of 5');
    expect(plan.current).toEqual({ replicas: 5 });
  });
});

describe('an autoscaler', () => {
  it('makes a number set by hand pointless, which is said with the line that works', async () => {
    const outcome = await outcomeOf({ replicas: 7 }, { states: [governed] });
    expect(outcome).toMatchObject({ result: 'invalid', reasonCode: 'autoscaler_governs' });
    expect(outcome.message).toMatch(/gateway keeps .* between 3 and 8 .*: \/scale api-gateway 7 production --hpa$/);
  });

  it.each([
    [7, 'up'],
    [2, 'down'],
  ] as const)('has its minimum set to %d with --hpa, which goes %s', async (replicas, direction) => {
    const plan = await planOf({ replicas, hpa: true }, { states: [governed] });
    expect(plan).toMatchObject({
      current: { autoscaler: 'gateway', minimum: 3, maximum: 8 },
      desired: { autoscaler: 'gateway', minimum: replicas, maximum: 8 },
      direction,
    });
  });

  it('is what votes are bound to, not what it makes of its bounds meanwhile', async () => {
    const asked = { replicas: 7, hpa: true };
    const before = await planOf(asked, { states: [governed] });
    const after = await planOf(asked, { states: [{ ...governed, replicas: 6, ready: 6, version: '8' }] });
    expect([after.current, after.desired]).toEqual([before.current, before.desired]);
  });

  it.each([
    ['above its maximum', 9, governed, 'Nearest: /scale api-gateway 8 production --hpa'],
    ['that it has already', 3, governed, 'is 3 already'],
    ['where there is none', 7, five, 'Without --hpa: /scale api-gateway 7 production'],
  ])('is not given a minimum %s', async (_, replicas, state, words) => {
    expect((await outcomeOf({ replicas, hpa: true }, { states: [state] })).message).toContain(words);
  });
});

describe('the start', () => {
  const start = async (world: World) => {
    const used = tools(world);
    return { answer: await scale.start(await planOf(), 'cs-1', used), scaled: used.scaled };
  };

  it('asks for the plan’s number on condition of what was just read', async () => {
    const { answer, scaled } = await start({ states: [{ ...five, version: '12' }] });
    expect(answer.state).toBe('started');
    expect(scaled).toEqual([
      [
        { target, replicas: 10, autoscaler: false },
        { ...five, version: '12' },
      ],
    ]);
  });

  it.each([
    ['another number', { ...five, replicas: 6 }],
    ['an autoscaler', governed],
    ['nothing there any more', null],
  ])('is refused when there is %s by then', async (_, state) => {
    const { answer, scaled } = await start({ states: [state] });
    expect(answer).toMatchObject({ state: 'refused', message: expect.stringContaining('somebody else') });
    expect(scaled).toEqual([]);
  });

  it('is tried anew after a conflict that did not change the number', async () => {
    const answers = [{ state: 'conflict', message: 'changed' } as const, { state: 'started' } as const];
    const { answer } = await start({ scale: async () => answers.shift()! });
    expect([answer.state, answers]).toEqual(['started', []]);
  });

  it('gives up after three conflicts in a row', async () => {
    let count = 0;
    const scale: Scaler['scale'] = async () => ({ state: 'conflict', message: `changed ${++count} times` });
    expect((await start({ scale })).answer).toEqual({ state: 'refused', message: 'changed 3 times' });
  });

  it('is refused when the vendor cannot be read, and is never asked twice when it may have been taken', async () => {
    const away = () => Promise.reject(new TransportError('Kubernetes is away.', 'Kubernetes', true));
    expect((await start({ read: away })).answer).toEqual({ state: 'refused', message: 'Kubernetes is away.' });
    let count = 0;
    const scale: Scaler['scale'] = async () => (count++, { state: 'unknown', message: 'lost' });
    expect([(await start({ scale })).answer.state, count]).toEqual(['unknown', 1]);
  });
});

describe('verification', () => {
  const verify = async (state: ScaleState | null, up = 1, replicas = 10) =>
    (await scale.verify(await planOf({ replicas }), tools({ states: [state], up }))).state;
  const ready = { replicas: 10, ready: 10, version: '8' };

  it('wants just as many replicas ready, and the service healthy', async () => {
    expect(await verify(ready)).toBe('passed');
    expect(await verify({ ...ready, ready: 9 })).toBe('failing');
    expect(await verify({ ...ready, replicas: 12 })).toBe('failing');
    expect(await verify(null)).toBe('failing');
    expect(await verify(ready, 0)).toBe('failing');
  });

  it('asks nobody for the health of nothing', async () => {
    expect(await verify({ ...ready, replicas: 0, ready: 0 }, 0, 0)).toBe('passed');
  });
});

describe('by hand', () => {
  it('kubectl does the same, on condition of the number that there was', async () => {
    expect(scale.fallback(await planOf(), tools())).toEqual([
      'kubectl scale deployment api-gateway --namespace production --current-replicas 5 --replicas 10',
    ]);
    const plan = await planOf({ replicas: 4, hpa: true }, { states: [governed] });
    expect(scale.fallback(plan, tools())).toEqual([
      `kubectl patch hpa gateway --namespace production --patch '{"spec":{"minReplicas":4}}'`,
    ]);
  });

  it('az does, for a container app', async () => {
    const service = { scale: { ...place, scaler: 'container-apps', namespace: 'sub/rg-{environment}' }, health };
    expect(scale.fallback(await planOf({}, { service }), tools({ service }))).toEqual([
      'az containerapp update --subscription sub --resource-group rg-production --name api-gateway --min-replicas 10 --max-replicas 10',
    ]);
  });
});
