import { type CiCd, type DispatchedJob } from '../../src/connectors/types';
import { VendorError } from '../../src/connectors/vendor-error';

type VendorFault =
  | { kind: 'slow'; milliseconds: number }
  | { kind: 'error' | 'bad-gateway' | 'too-many-requests' | 'reset' | 'truncated' | 'html' };

/** A CI/CD vendor with this in it, whose faults can be switched on and whose clock can be put forward. */
export interface CiCdWorld {
  ciCd: CiCd;
  /** The same vendor, asked with a credential that is no longer good. */
  expired: CiCd;
  repository: string;
  /** A repository that is not there. */
  missing: string;
  workflow: string;
  /** How the vendor is told to run on a tag or branch of this name. */
  ref(kind: 'tag' | 'branch', name: string): string;
  /** Versions and the commits they stand for. */
  tag: { name: string; commit: string };
  annotatedTag: { name: string; commit: string };
  branchWithSlash: { name: string; commit: string };
  /** A commit that no tag or branch points to, and what is dispatched on then. */
  commit: { sha: string; ref: string };
  misspelt: { version: string; nearest: string };
  /** What was deployed last and by whom, what before it, and an environment to which nothing ever was. */
  live: { environment: string; version: string; commit: string; by: string };
  before: { version: string; commit: string; by: string };
  idle: string;
  /** Every version, as offered for completion. */
  versions: string[];
  /** A file in a folder as of the tag's commit, and as of the annotated tag, where it says something else. */
  file: { folder: string; name: string; text: string; later: string };
  /** From `base` to `head`; first lines of messages, newest first. */
  short: { base: string; head: string; messages: string[] };
  long: { base: string; head: string; total: number; newest: string[] };
  /** Versions whose runs go well and badly; what the failing one's log must not tell, and what it must. */
  works: string;
  fails: string;
  secrets: string[];
  said: string;
  /** Hits every request, or so many, until it is cleared. */
  fault(fault: VendorFault, times?: number): void;
  /** The next start is taken, its answer lost, and its run shows only after so many seconds. */
  loseAnswer(showAfterSeconds: number): void;
  clearFaults(): void;
  /** Starts something as a person would who knows no correlation. */
  startByHand(version: string, environment: string): Promise<void>;
  /** Requests to start something that the vendor has seen. */
  starts(): number;
  advance(seconds: number): void;
  now(): string;
  /** Seconds after which every run has ended. */
  runSeconds: number;
  close(): Promise<void>;
}

/** What every CI/CD connector must do. */
export function ciCdContract(vendor: string, open: () => Promise<CiCdWorld>): void {
  describe(`${vendor} is a CI/CD connector`, () => {
    let world: CiCdWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    const job = (correlation: string, version = world.works): DispatchedJob => ({
      repository: world.repository,
      workflow: world.workflow,
      ref: world.ref('tag', version),
      correlation,
      inputs: { version, environment: world.live.environment, correlation },
    });
    const started = async (correlation: string, version?: string) => {
      const since = world.now();
      const answer = await world.ciCd.start(job(correlation, version));
      expect(answer.state).toBe('started');
      const runId = answer.state === 'started' ? answer.runId : undefined;
      return runId ?? (await world.ciCd.find(job(correlation), since))!.runId;
    };

    describe('resolve', () => {
      const resolved = (version: string) => world.ciCd.resolve(world.repository, version);

      it.each(['tag', 'annotatedTag', 'branchWithSlash'] as const)('finds the commit of a %s', async (kind) => {
        const { name, commit } = world[kind];
        const ref = world.ref(kind === 'branchWithSlash' ? 'branch' : 'tag', name);
        expect(await resolved(name)).toEqual({ found: true, commit, ref });
      });

      it.each([7, 40])('finds a commit by %d digits of its SHA, to be run from the default branch', async (digits) => {
        const { sha, ref } = world.commit;
        expect(await resolved(sha.slice(0, digits))).toEqual({ found: true, commit: sha, ref });
      });

      it('names what is near to a version that is not there', async () => {
        const answer = await resolved(world.misspelt.version);
        expect(answer.found === false && answer.nearest[0]).toBe(world.misspelt.nearest);
      });

      it.each(['../x', '-x', 'a b', 'a\nb', 'f'.repeat(40)])('finds nothing called %j', async (version) => {
        expect(await resolved(version)).toMatchObject({ found: false });
      });
    });

    describe('deployed', () => {
      it('tells what runs in an environment', async () => {
        const { environment, version, commit } = world.live;
        const live = await world.ciCd.deployed(world.repository, environment);
        expect(live).toMatchObject({ version, commit });
        expect(new Date(live!.at).getTime()).not.toBeNaN();
      });

      it('is null where nothing was deployed', async () => {
        expect(await world.ciCd.deployed(world.repository, world.idle)).toBeNull();
      });

      it('goes on telling the old version while a deployment runs and when it has failed, and the new one when it went well', async () => {
        const version = async () => (await world.ciCd.deployed(world.repository, world.live.environment))?.version;
        await started('cs-bad', world.fails);
        expect(await version()).toBe(world.live.version);
        world.advance(world.runSeconds);
        expect(await version()).toBe(world.live.version);
        await started('cs-good', world.works);
        world.advance(world.runSeconds);
        expect(await version()).toBe(world.works);
      });
    });

    describe('history', () => {
      const history = (limit: number, environment = world.live.environment) =>
        world.ciCd.history(world.repository, environment, limit);

      it('tells what succeeded, newest first, with who deployed it and when', async () => {
        const { version, commit, by } = world.live;
        const past = await history(5);
        expect(past).toMatchObject([
          { version, commit, by, state: 'live' },
          { ...world.before, state: 'replaced' },
        ]);
        expect(Date.parse(past[0]!.at)).toBeGreaterThan(Date.parse(past[1]!.at));
        expect(await history(5, world.idle)).toEqual([]);
      });

      it('leaves out what runs and what failed, and begins with what went well', async () => {
        await started('cs-bad', world.fails);
        world.advance(world.runSeconds);
        await started('cs-good', world.works);
        const versions = async () => (await history(5)).map(({ version }) => version);
        expect(await versions()).toEqual([world.live.version, world.before.version]);
        expect((await history(1))[0]!.failedSince).toMatchObject({ version: world.fails });
        world.advance(world.runSeconds);
        expect(await versions()).toEqual([world.works, world.live.version, world.before.version]);
        expect((await history(1))[0]!.failedSince).toBeUndefined();
      });

      it('tells no more than was asked for', async () => {
        expect((await history(1)).map(({ version }) => version)).toEqual([world.live.version]);
      });
    });

    describe('versions', () => {
      it('are offered newest first', async () => {
        expect(await world.ciCd.versions(world.repository, 20)).toEqual(world.versions);
        expect(await world.ciCd.versions(world.repository, 2)).toEqual(world.versions.slice(0, 2));
      });
    });

    describe('files', () => {
      const read = (path: string, ref: string) => world.ciCd.file(world.repository, path, ref);

      it('are read as of a commit, and another content is another blob', async () => {
        const { folder, name, text, later } = world.file;
        const [then, now] = await Promise.all([
          read(`${folder}/${name}`, world.tag.commit),
          read(`${folder}/${name}`, world.annotatedTag.commit),
        ]);
        expect([then!.text, now!.text]).toEqual([text, later]);
        expect(then!.blob).toMatch(/^[0-9a-f]{40}$/);
        expect(now!.blob).not.toBe(then!.blob);
        expect(new URL(then!.url).protocol).toMatch(/^https?:$/);
      });

      it('are read as of a branch with a slash in its name', async () => {
        const { folder, name } = world.file;
        expect(await read(`${folder}/${name}`, world.branchWithSlash.name)).not.toBeNull();
      });

      it('of a folder are listed by name, not what lies in its folders', async () => {
        const { folder, name } = world.file;
        expect(await world.ciCd.folder(world.repository, folder, world.tag.commit)).toEqual([name]);
      });

      it('that are not there are null, and a folder that is not there is empty', async () => {
        const { folder } = world.file;
        expect(await read(`${folder}/nothing.sql`, world.tag.commit)).toBeNull();
        expect(await read(folder, world.tag.commit)).toBeNull();
        expect(await world.ciCd.folder(world.repository, 'nowhere', world.tag.commit)).toEqual([]);
      });
    });

    describe('compare', () => {
      const compare = (base: string, head: string) => world.ciCd.compare(world.repository, base, head);

      it('lists what is new, newest first', async () => {
        const { base, head, messages } = world.short;
        const { relation, commits, total, url } = await compare(base, head);
        expect([relation, total, commits.map(({ message }) => message)]).toEqual(['ahead', messages.length, messages]);
        expect(new URL(url).protocol).toMatch(/^https?:$/);
      });

      it('of a long way lists the newest 20 and tells how many there are', async () => {
        const { base, head, total, newest } = world.long;
        const answer = await compare(base, head);
        expect(answer.total).toBe(total);
        expect(answer.commits.map(({ message }) => message)).toEqual(newest);
      });

      it('tells what goes back and what is the same', async () => {
        const { base, head } = world.short;
        expect((await compare(head, base)).relation).toBe('behind');
        expect(await compare(head, head)).toMatchObject({ relation: 'identical', total: 0, commits: [] });
      });
    });

    describe('a run', () => {
      it('is queued, runs through its steps and succeeds', async () => {
        const run = async () => world.ciCd.run(world.repository, runId);
        const runId = await started('cs-1');
        expect((await run()).state).toBe('queued');
        world.advance(world.runSeconds / 2);
        const half = await run();
        expect(half.state).toBe('running');
        expect(half.steps.map(({ state }) => state)).toEqual(expect.arrayContaining(['done', 'running']));
        world.advance(world.runSeconds);
        const end = await run();
        expect(end).toMatchObject({ id: runId, state: 'succeeded' });
        expect(new Set(end.steps.map(({ state }) => state))).toEqual(new Set(['done']));
        expect(end.failure).toBeUndefined();
      });

      it('that fails tells where and the end of its log, without the secrets in it', async () => {
        const runId = await started('cs-1', world.fails);
        world.advance(world.runSeconds);
        const { state, failure, steps } = await world.ciCd.run(world.repository, runId);
        expect(state).toBe('failed');
        expect(steps).toContainEqual({ job: failure!.job, name: failure!.step, state: 'failed' });
        const log = failure!.logLines.join('\n');
        expect(log).toContain(world.said);
        for (const secret of world.secrets) expect(log).not.toContain(secret);
        expect(failure!.logLines.length).toBeLessThanOrEqual(20);
      });

      it('that is cancelled ends as such, and afterwards there is nothing left to cancel', async () => {
        const runId = await started('cs-1');
        world.advance(world.runSeconds / 2);
        expect(await world.ciCd.cancel(world.repository, runId)).toBe('cancelling');
        world.advance(world.runSeconds);
        expect((await world.ciCd.run(world.repository, runId)).state).toBe('cancelled');
        expect(await world.ciCd.cancel(world.repository, runId)).toBe('ended');
        expect((await world.ciCd.deployed(world.repository, world.live.environment))!.version).toBe(world.live.version);
      });

      it('is asked to stop again when the first asking met trouble', async () => {
        const runId = await started('cs-1');
        world.fault({ kind: 'reset' }, 1);
        expect(await world.ciCd.cancel(world.repository, runId)).toBe('cancelling');
      });

      it('that is not there is an error', async () => {
        await expect(world.ciCd.run(world.repository, '404')).rejects.toMatchObject({ temporary: false });
        await expect(world.ciCd.cancel(world.repository, '404')).rejects.toMatchObject({ status: 404 });
      });
    });

    describe('at most once', () => {
      it('two starts at once are two runs, each found by its correlation', async () => {
        const since = world.now();
        await Promise.all([world.ciCd.start(job('cs-a')), world.ciCd.start(job('cs-b', world.fails))]);
        const [a, b] = await Promise.all([world.ciCd.find(job('cs-a'), since), world.ciCd.find(job('cs-b'), since)]);
        expect(a!.runId).not.toBe(b!.runId);
        world.advance(world.runSeconds);
        expect((await world.ciCd.run(world.repository, a!.runId)).state).toBe('succeeded');
        expect((await world.ciCd.run(world.repository, b!.runId)).state).toBe('failed');
      });

      it('a run without the correlation is never taken, however new', async () => {
        const since = world.now();
        await world.startByHand(world.works, world.live.environment);
        expect(await world.ciCd.find(job('cs-a'), since)).toBeNull();
      });

      it('a start whose answer is lost is unknown, sent once, and found when its run shows', async () => {
        const since = world.now();
        world.loseAnswer(20);
        expect(await world.ciCd.start(job('cs-a'))).toMatchObject({ state: 'unknown' });
        world.clearFaults();
        await world.startByHand(world.works, world.live.environment);
        expect(await world.ciCd.find(job('cs-a'), since)).toBeNull();
        world.advance(21);
        const found = await world.ciCd.find(job('cs-a'), since);
        expect((await world.ciCd.run(world.repository, found!.runId)).id).toBe(found!.runId);
        expect(world.starts()).toBe(2);
      });

      it.each(['error', 'bad-gateway', 'reset', 'truncated'] as const)(
        'a start that meets %s is unknown and is not sent again',
        async (kind) => {
          world.fault({ kind });
          expect((await world.ciCd.start(job('cs-a'))).state).toBe('unknown');
          expect(world.starts()).toBe(1);
        },
      );

      it('a start that the vendor has no time for is refused and is not sent again', async () => {
        world.fault({ kind: 'too-many-requests' });
        expect((await world.ciCd.start(job('cs-a'))).state).toBe('refused');
        expect(world.starts()).toBe(1);
      });

      it.each([
        ['of a workflow that is not there', (to: DispatchedJob) => ({ ...to, workflow: 'nothing.yml' })],
        ['on a ref that is not there', (to: DispatchedJob) => ({ ...to, ref: 'nothing' })],
        [
          'with an input that the workflow lacks',
          (to: DispatchedJob) => ({ ...to, inputs: { ...to.inputs, surprise: '1' } }),
        ],
      ])('a start %s is refused with a sentence, and nothing runs', async (_, wrong) => {
        const answer = await world.ciCd.start(wrong(job('cs-a')));
        expect(answer).toMatchObject({ state: 'refused', message: expect.stringMatching(/\.$/) });
        expect(await world.ciCd.find(job('cs-a'), world.now())).toBeNull();
      });

      it('a start with a credential that has expired is refused', async () => {
        expect(await world.expired.start(job('cs-a'))).toMatchObject({ state: 'refused' });
      });
    });

    describe('trouble', () => {
      const read = (ciCd = world.ciCd) => ciCd.deployed(world.repository, world.live.environment);

      it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated'] as const)(
        'reading overcomes one %s',
        async (kind) => {
          world.fault({ kind }, 1);
          expect(await read()).toMatchObject({ version: world.live.version });
        },
      );

      it('reading overcomes one slow answer', async () => {
        world.fault({ kind: 'slow', milliseconds: 1_000 }, 1);
        expect(await read()).toMatchObject({ version: world.live.version });
      });

      it.each(['error', 'bad-gateway', 'too-many-requests', 'reset', 'truncated', 'html', 'slow'] as const)(
        'reading through a lasting %s ends in an error that names vendor and repository',
        async (kind) => {
          world.fault(kind === 'slow' ? { kind, milliseconds: 2_000 } : { kind });
          const error: unknown = await read().catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(VendorError);
          expect((error as VendorError).message).toContain(vendor);
          expect((error as VendorError).message).toContain(world.repository);
          expect((error as VendorError).temporary).toBe(kind !== 'html');
        },
      );

      it('an expired credential is told as such', async () => {
        await expect(read(world.expired)).rejects.toMatchObject({
          status: 401,
          temporary: false,
          message: expect.stringMatching(/expired/),
        });
      });

      it('a repository that is not there is an error', async () => {
        await expect(world.ciCd.resolve(world.missing, world.works)).rejects.toMatchObject({ status: 404 });
        await expect(world.ciCd.resolve('no repository', world.works)).rejects.toThrow('no repository');
      });
    });
  });
}
