import { type Scaler, type ScaleTarget, type Scaling } from '../../src/connectors/types';
import { VendorError } from '../../src/connectors/vendor-error';

type VendorFault =
  | { kind: 'slow'; milliseconds: number }
  | { kind: 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'reset-after' | 'truncated' | 'html' };

/** Something that scales, with this in it, whose faults can be switched on and whose clock can be put forward. */
export interface ScalerWorld {
  scaler: Scaler;
  /** The same vendor, asked with a credential that is no longer good. */
  expired: Scaler;
  /** 5 replicas, all ready, and nothing that governs them. */
  target: ScaleTarget;
  /** Governed by an autoscaler of 2 to 8, with 2 replicas. */
  governed: ScaleTarget;
  missing: ScaleTarget;
  /** What the vendor does not take. */
  impossible: Scaling;
  /** Whether a change is answered without a body, which then cannot be cut short. */
  answersEmptily?: boolean;
  /** Hits every request, or those that change something, or so many of them, until it is cleared. */
  fault(fault: VendorFault, hits?: { times?: number; changes?: boolean }): void;
  clearFaults(): void;
  /** What somebody else does. */
  setByHand(target: ScaleTarget, replicas: number): void;
  /** From now on what is started anew does not get ready; the vendor says why. */
  failToStart(target: ScaleTarget): { words: string };
  /** From now on what is started anew takes without end; nothing is said. */
  hang(target: ScaleTarget): void;
  /** Requests to change something that the vendor has seen, rehearsals left out. */
  changes(): number;
  advance(seconds: number): void;
  /** Seconds after which every scaling has ended. */
  seconds: number;
  close(): Promise<void>;
}

/** What every scaler must do. */
export function scalerContract(vendor: string, open: () => Promise<ScalerWorld>): void {
  describe(`${vendor} is a scaler`, () => {
    let world: ScalerWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    const now = () => new Date().toISOString();
    const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();
    const to = (replicas: number): Scaling => ({ target: world.target, replicas, autoscaler: false });
    const minimum = (replicas: number): Scaling => ({ target: world.governed, replicas, autoscaler: true });
    const stateOf = async (target = world.target) => {
      const state = await world.scaler.read(target);
      if (!state) throw new Error(`There is no ${target.name}.`);
      return state;
    };
    const scale = async (scaling: Scaling) => world.scaler.scale(scaling, await stateOf(scaling.target));
    const started = async (scaling: Scaling) => {
      const answer = await scale(scaling);
      if (answer.state !== 'started' || !answer.runId) throw new Error(`It was not started: ${JSON.stringify(answer)}`);
      return answer.runId;
    };

    describe('read', () => {
      it('tells how many are wanted and ready, and that nothing governs them', async () => {
        const state = await stateOf();
        expect(state).toMatchObject({ replicas: 5, ready: 5 });
        expect(state.autoscaler).toBeUndefined();
      });

      it('tells what governs them, and within which bounds', async () => {
        expect(await stateOf(world.governed)).toMatchObject({
          replicas: 2,
          autoscaler: { name: expect.stringMatching(/./), minimum: 2, maximum: 8 },
        });
      });

      it('is null where there is nothing of this name', async () => {
        expect(await world.scaler.read(world.missing)).toBeNull();
      });

      it('gives another version when somebody has changed the number, and the same while nothing changes', async () => {
        const before = await stateOf();
        expect((await stateOf()).version).toBe(before.version);
        world.setByHand(world.target, 6);
        world.advance(world.seconds);
        const after = await stateOf();
        expect(after).toMatchObject({ replicas: 6, ready: 6 });
        expect(after.version).not.toBe(before.version);
      });
    });

    describe('rehearse', () => {
      it.each([
        ['a number', () => to(7)],
        ['an autoscaler’s minimum', () => minimum(4)],
      ])('accepts %s and changes nothing', async (_, scaling) => {
        const { target } = scaling();
        const before = await stateOf(target);
        expect(await world.scaler.rehearse(scaling(), before)).toEqual({ accepted: true });
        world.advance(world.seconds);
        expect(await stateOf(target)).toEqual(before);
        expect(world.changes()).toBe(0);
      });

      it('overcomes one reset, since asking twice does no harm', async () => {
        const seen = await stateOf();
        world.fault({ kind: 'reset' }, { times: 1 });
        expect(await world.scaler.rehearse(to(7), seen)).toEqual({ accepted: true });
      });

      it('tells in a sentence why the vendor would not take it', async () => {
        const seen = await stateOf(world.impossible.target);
        const rehearsal = await world.scaler.rehearse(world.impossible, seen);
        expect(rehearsal).toMatchObject({ accepted: false, message: expect.stringMatching(/\.$/) });
        expect(world.changes()).toBe(0);
      });
    });

    describe('scale', () => {
      it.each([
        ['up', 8],
        ['down', 2],
      ])('%s, asked for once and followed to its end', async (_, replicas) => {
        const runId = await started(to(replicas));
        expect(await world.scaler.run(to(replicas), runId)).toMatchObject({ id: runId, state: 'running' });
        world.advance(world.seconds);
        const run = await world.scaler.run(to(replicas), runId);
        expect(run).toMatchObject({ state: 'succeeded' });
        expect(run.steps.every(({ state }) => state === 'done')).toBe(true);
        expect(await stateOf()).toMatchObject({ replicas, ready: replicas });
        expect(world.changes()).toBe(1);
      });

      it('tells how many are ready while they start', async () => {
        const runId = await started(to(9));
        const said = new Set<string>();
        for (let part = 0; part < 20; part++) {
          for (const { name } of (await world.scaler.run(to(9), runId)).steps) said.add(name);
          world.advance(world.seconds / 20);
        }
        expect([...said].filter((name) => /^\d of 9 ready$/.test(name)).length).toBeGreaterThan(1);
      });

      it('an autoscaler’s minimum, and leaves its maximum alone', async () => {
        const runId = await started(minimum(5));
        world.advance(world.seconds);
        expect(await world.scaler.run(minimum(5), runId)).toMatchObject({ state: 'succeeded' });
        expect(await stateOf(world.governed)).toMatchObject({ ready: 5, autoscaler: { minimum: 5, maximum: 8 } });
        expect(world.changes()).toBe(1);
      });

      it('is a conflict when somebody has changed it since it was seen, and changes nothing then', async () => {
        const seen = await stateOf();
        world.setByHand(world.target, 6);
        world.advance(world.seconds);
        expect(await world.scaler.scale(to(9), seen)).toMatchObject({ state: 'conflict' });
        world.advance(world.seconds);
        expect(await stateOf()).toMatchObject({ replicas: 6 });
      });

      it('whose answer is lost is unknown, and found because the vendor wants the number', async () => {
        world.fault({ kind: 'reset-after' }, { changes: true });
        expect(await world.scaler.find(to(7), now())).toBeNull();
        expect(await scale(to(7))).toMatchObject({ state: 'unknown', message: expect.stringContaining(vendor) });
        world.clearFaults();
        const found = await world.scaler.find(to(7), now());
        if (!found) throw new Error('It is not found.');
        world.advance(world.seconds);
        expect(await world.scaler.run(to(7), found.runId)).toMatchObject({ state: 'succeeded' });
        expect(world.changes()).toBe(1);
      });

      it.each(['reset', 'error', 'bad-gateway', 'html'] as const)(
        'that ends in %s is unknown, is not asked for again and not found',
        async (kind) => {
          world.fault({ kind }, { changes: true });
          expect(await scale(to(7))).toMatchObject({ state: 'unknown', message: expect.stringContaining(vendor) });
          expect(world.changes()).toBe(1);
          world.clearFaults();
          expect(await world.scaler.find(to(7), now())).toBeNull();
        },
      );

      it('whose answer is cut short is unknown, and found', async () => {
        world.fault({ kind: 'truncated' }, { changes: true });
        expect(await scale(to(7))).toMatchObject({ state: world.answersEmptily ? 'started' : 'unknown' });
        world.clearFaults();
        expect(await world.scaler.find(to(7), now())).not.toBeNull();
      });

      it('that meets a rate limit is refused and not asked for again', async () => {
        world.fault({ kind: 'too-many-requests' }, { changes: true });
        expect(await scale(to(7))).toMatchObject({ state: 'refused', message: expect.stringMatching(/Try again/) });
        expect(world.changes()).toBe(1);
      });

      it('with a credential that has expired is refused', async () => {
        expect(await world.expired.scale(to(7), await stateOf())).toMatchObject({ state: 'refused' });
        expect(await stateOf()).toMatchObject({ replicas: 5 });
      });
    });

    describe('run', () => {
      it('has failed when somebody else has set another number', async () => {
        const runId = await started(to(9));
        world.advance(world.seconds);
        world.setByHand(world.target, 3);
        const { state, failure } = await world.scaler.run(to(9), runId);
        expect(state).toBe('failed');
        expect(failure?.logLines.join()).toMatch(/[Ss]omebody else/);
      });

      it('has failed, with the vendor’s reason, when what was started cannot run', async () => {
        const { words } = world.failToStart(world.target);
        const runId = await started(to(9));
        world.advance(world.seconds);
        const { state, failure } = await world.scaler.run(to(9), runId);
        expect(state).toBe('failed');
        expect(failure?.logLines.join()).toContain(words);
      });

      it('has timed out when it is not ready within the deadline, and only then', async () => {
        world.hang(world.target);
        const runId = await started(to(9));
        world.advance(world.seconds);
        expect(await world.scaler.run(to(9), runId)).toMatchObject({ state: 'running' });
        const old = await world.scaler.find(to(9), anHourAgo());
        expect(await world.scaler.run(to(9), old?.runId ?? '')).toMatchObject({ state: 'timed_out' });
      });
    });

    describe('trouble', () => {
      it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated'] as const)(
        'reading overcomes one %s',
        async (kind) => {
          world.fault({ kind }, { times: 1 });
          expect(await stateOf()).toMatchObject({ replicas: 5 });
        },
      );

      it('reading overcomes one slow answer', async () => {
        world.fault({ kind: 'slow', milliseconds: 1_000 }, { times: 1 });
        expect(await stateOf()).toMatchObject({ replicas: 5 });
      });

      it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html', 'slow'] as const)(
        'reading through a lasting %s ends in an error that names the vendor and what was tried',
        async (kind) => {
          world.fault(kind === 'slow' ? { kind, milliseconds: 2_000 } : { kind });
          const error: unknown = await world.scaler.read(world.target).catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(VendorError);
          expect((error as VendorError).message).toContain(vendor);
          expect((error as VendorError).message).toContain(world.target.namespace);
          expect((error as VendorError).temporary).toBe(kind !== 'html');
        },
      );

      it('an expired credential is told as such', async () => {
        await expect(world.expired.read(world.target)).rejects.toMatchObject({
          status: 401,
          temporary: false,
          message: expect.stringMatching(/expired/),
        });
      });
    });
  });
}
