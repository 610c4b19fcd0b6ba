import { VendorError } from '../../../src/connectors/vendor-error';
import {
  type CiCd,
  type Connectors,
  type DispatchedJob,
  type Monitoring,
  type Scaler,
} from '../../../src/connectors/types';
import { type Run } from '../../../src/model/run';

/** How long a run takes. */
const RUN_MS = 20_000;
const COMMITS = ['4be1d22'.padEnd(40, '0'), 'a1b2c3d'.padEnd(40, '0')];
const FILE = { blob: 'f1'.repeat(20), text: '-- reversible: yes', url: 'https://github.example/file' };

/** Called before and after a vendor is asked; throws to make it fail, before it did anything or after. */
export type VendorFault = (vendor: string, when: 'before' | 'after') => void;

/** Vendors that do what they are asked, on the clock they are given; every action is counted. */
export function createVendors(now: () => number) {
  let fault: VendorFault = () => {};
  const runs = new Map<string, { id: string; correlation: string; began: number; cancelled?: boolean }>();
  const replicas = new Map<string, { replicas: number; version: number }>();
  const scalings: string[] = [];
  const pages = new Map<string, string>();
  const published: string[] = [];
  const asked = async <T>(vendor: string, run: () => T): Promise<T> => {
    fault(vendor, 'before');
    const given = run();
    fault(vendor, 'after');
    return given;
  };
  const runOf = (id: string): Run => {
    const run = runs.get(id);
    if (!run) throw new VendorError(`github: there is no run ${id}.`, 'github', false);
    const ended = now() - run.began >= RUN_MS;
    const state = run.cancelled ? 'cancelled' : ended ? 'succeeded' : 'running';
    return { id, url: `https://github.example/runs/${id}`, state, steps: [] };
  };
  const deployed = { version: 'v2.4.0', commit: COMMITS[0]!, at: '2026-03-01T00:00:00Z' };
  const gitHub: CiCd = {
    name: 'github',
    resolve: (_, version) =>
      asked('github', () => ({ found: true, commit: version === 'v2.4.0' ? COMMITS[0]! : COMMITS[1]!, ref: version })),
    deployed: () => asked('github', () => deployed),
    history: () =>
      asked('github', () => [
        { ...deployed, state: 'live' as const },
        {
          ...deployed,
          version: 'v2.3.0',
          commit: 'c0ffee0'.padEnd(40, '0'),
          at: '2026-02-01T00:00:00Z',
          state: 'replaced' as const,
        },
      ]),
    versions: () => asked('github', () => ['v2.4.1', 'v2.4.0']),
    file: () => asked('github', () => FILE),
    folder: () => asked('github', () => ['041_cursor_index.sql']),
    compare: () =>
      asked('github', () => ({
        relation: 'ahead' as const,
        commits: [],
        total: 0,
        url: 'https://github.example/compare',
      })),
    async start({ correlation }: DispatchedJob) {
      const id = String(runs.size + 1);
      try {
        return await asked('github', () => {
          runs.set(id, { id, correlation, began: now() });
          return { state: 'started' as const, runId: id };
        });
      } catch (error) {
        const { message } = error as Error;
        return runs.has(id) ? { state: 'unknown', message } : { state: 'refused', message };
      }
    },
    find: ({ correlation }) =>
      asked('github', () => {
        const found = [...runs.values()].find((run) => run.correlation === correlation);
        return found ? { runId: found.id } : null;
      }),
    run: (_, id) => asked('github', () => runOf(id)),
    cancel: (_, id) =>
      asked('github', () => {
        const run = runs.get(id);
        if (!run || now() - run.began >= RUN_MS) return 'ended';
        run.cancelled = true;
        return 'cancelling';
      }),
  };
  const monitoring: Monitoring = {
    name: 'prometheus',
    instant: () => asked('prometheus', () => 1),
    range: () => asked('prometheus', () => [1, 1, 1]),
  };
  const standing = (target: { namespace: string; name: string }) => {
    const key = `${target.namespace}/${target.name}`;
    return replicas.get(key) ?? replicas.set(key, { replicas: 5, version: 1 }).get(key)!;
  };
  const scaler: Scaler = {
    name: 'kubernetes',
    read: (target) =>
      asked('kubernetes', () => {
        const now = standing(target);
        return { replicas: now.replicas, ready: now.replicas, version: String(now.version) };
      }),
    rehearse: () => asked('kubernetes', () => ({ accepted: true })),
    async scale({ target, replicas: wanted }, seen) {
      const now = standing(target);
      const before = now.version;
      try {
        return await asked('kubernetes', () => {
          if (String(now.version) !== seen.version) return { state: 'conflict' as const, message: 'It changed.' };
          scalings.push(`${target.namespace}/${target.name} ${wanted}`);
          Object.assign(now, { replicas: wanted, version: now.version + 1 });
          return { state: 'started' as const, runId: String(wanted) };
        });
      } catch (error) {
        const { message } = error as Error;
        return now.version !== before ? { state: 'unknown', message } : { state: 'refused', message };
      }
    },
    find: ({ target, replicas: wanted }) =>
      asked('kubernetes', () => (standing(target).replicas === wanted ? { runId: String(wanted) } : null)),
    run: ({ target, replicas: wanted }, id) =>
      asked('kubernetes', () => {
        const state = standing(target).replicas === wanted ? ('succeeded' as const) : ('failed' as const);
        return { id, state, steps: [] };
      }),
  };
  const connectors: Connectors = {
    ciCd: async () => gitHub,
    monitoring: async () => monitoring,
    scaler: async () => scaler,
    logs: async () => ({
      name: 'loki',
      query: () => asked('loki', () => ({ lines: [], cut: false, histogram: { problem: 'none' } })),
    }),
    alerts: async () => ({ name: 'alertmanager', firing: () => asked('alertmanager', () => []) }),
    pager: async () => ({
      name: 'pagerduty',
      trigger: ({ key }) => asked('pagerduty', () => void pages.set(key, 'triggered')),
      acknowledge: ({ key }) => asked('pagerduty', () => void pages.set(key, 'acknowledged')),
      resolve: ({ key }) => asked('pagerduty', () => void pages.set(key, 'resolved')),
    }),
    responders: () => notSetUp('PagerDuty'),
    calendar: () => notSetUp('Outlook'),
    statusPage: async () => ({
      name: 'statuspage',
      open: ({ key }) =>
        asked('statuspage', () => {
          published.push(key);
          return { id: key };
        }),
      find: (key) => asked('statuspage', () => (published.includes(key) ? { id: key } : null)),
      update: (id, { status, text }) => asked('statuspage', () => void published.push(`${id} ${status} ${text}`)),
      hasUpdate: (id, { status, text }) => asked('statuspage', () => published.includes(`${id} ${status} ${text}`)),
    }),
  };
  return {
    connectors,
    /** What each was made to do, in no order: the correlation of every run that was started, every scaling, page and public word. */
    deeds: () => ({
      runs: [...runs.values()].map(({ correlation }) => correlation).sort(),
      scalings: [...scalings].sort(),
      pages: [...pages].map(([key, state]) => `${key} ${state}`).sort(),
      published: [...published].sort(),
    }),
    failWith: (next: VendorFault) => {
      fault = next;
    },
  };
}

function notSetUp(vendor: string): Promise<never> {
  return Promise.reject(new VendorError(`${vendor} is not set up.`, vendor, false));
}
