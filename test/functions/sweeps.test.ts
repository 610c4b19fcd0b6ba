import { readFileSync } from 'node:fs';
import { app } from '@azure/functions';
import * as durable from 'durable-functions';
import { loadCompany } from '../../src/config/load-company';
import { readSettings } from '../../src/config/env';
import { type CommandRequest } from '../../src/model/command-request';
import { type Incident } from '../../src/model/incident';
import { incidentStory } from '../../src/model/incident-story';
import { createIncidents } from '../../src/state/incidents';
import { createLocks } from '../../src/state/locks';
import { createMarks } from '../../src/state/marks';
import { createProposals } from '../../src/state/proposals';
import { createRequests } from '../../src/state/requests';
import { type View } from '../../src/model/view';
import { memoryTables } from '../kit/memory-tables';
import { plainText } from '../kit/plain-text';

const tables = memoryTables();
const requests = createRequests(tables);
const locks = createLocks(tables);
const incidents = createIncidents(tables);
const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const told: string[] = [];
const closed: string[] = [];

jest.mock('../../src/app', () => ({
  settings: readSettings({}),
  company: () => company,
  auditTables: () => tables,
  auditIndex: () => ({}),
  dependencies: () => ({
    ...{ company, tenants: { slack: 'T' }, requests, locks, incidents },
    marks: createMarks(tables),
    proposals: createProposals(tables),
    now: () => new Date(),
    outbox: async () => ({ post: async (_: unknown, view: View) => (told.push(plainText(view)), { message: 'm' }) }),
  }),
}));
jest.mock('../../src/audit/index-upkeep', () => ({ catchUp: async () => 0 }));
jest.mock('../../src/activities/close-lost', () => ({
  closeLost: async (_: unknown, instanceId: string) => (closed.push(instanceId), { reasonCode: 'internal_error' }),
}));

const timers = new Map<string, Parameters<typeof app.timer>[1]['handler']>();
const started: string[] = [];
beforeAll(async () => {
  jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  jest.spyOn(app, 'http').mockImplementation(() => {});
  jest.spyOn(app, 'warmup').mockImplementation(() => {});
  jest.spyOn(app, 'timer').mockImplementation((name, { handler }) => void timers.set(name, handler));
  jest.spyOn(durable, 'getClient').mockReturnValue({
    getStatus: async (instanceId: string) => ({ instanceId, runtimeStatus: 'Completed', lastUpdatedTime: hoursAgo(3) }),
    startNew: async (_: string, { instanceId }: { instanceId: string }) => void started.push(instanceId),
    raiseEvent: async () => undefined,
  } as never);
  await import('../../functions/operations');
});

const SECRET = 'hunter2';

async function sweep(name: string): Promise<string> {
  const lines: unknown[] = [];
  const log = (...line: unknown[]) => void lines.push(...line);
  await timers.get(name)!({} as never, { error: log, warn: log, info: log } as never);
  return lines.join('\n');
}

async function asked(instanceId: string, broken = false): Promise<void> {
  const request = {
    ...{ instanceId, command: 'deploy', text: `/deploy ${SECRET}`, args: {}, receivedAt: hoursAgo(3), answered: false },
    origin: { platform: 'slack', tenant: 'T', account: 'U0ALICE', channel: 'C' },
  } as CommandRequest;
  await requests.claim({ instanceId, nonce: 'n', request, person: 'alice' });
  const table = tables.table('CountersignRequests');
  const row = await table.get(instanceId, 'request');
  if (broken) await table.put({ ...row!, request0: `{"text":"/deploy ${SECRET}` });
}

describe('a request whose row is broken', () => {
  beforeAll(async () => {
    await asked('a-broken', true);
    await asked('b-whole');
  });

  it('is logged without what it holds, and keeps none after it from its outcome', async () => {
    const log = await sweep('sweepLost');
    expect(closed).toEqual(['b-whole']);
    expect(log).toContain('{"event":"sweep.failed","sweep":"sweepLost","of":"a-broken","error":"BrokenRow"}');
    expect(log).not.toContain(SECRET);
  });

  it('is told to the operations channel, once, as are those after it', async () => {
    const log = await sweep('sweepStuck');
    await sweep('sweepStuck');
    expect(told).toEqual([
      expect.stringContaining('A command cannot be read: its row is broken'),
      expect.stringContaining('A command has come to a stop'),
    ]);
    expect(told[0]).toContain('a-broken');
    expect(log).toContain('"event":"instance.stuck","instance":"a-broken","how":"broken"');
    expect(log).not.toContain(SECRET);
  });

  it('or whose round is broken, is told as such, and what else waits is listed', async () => {
    told.length = 0;
    for (const id of ['c-round', 'd-round']) {
      await asked(id);
      const round = { instanceId: id, round: 1, planHash: 'h', requester: 'alice', openedAt: hoursAgo(1) };
      const [plan, verdict] = [{}, { kind: 'approval', requirements: [] }] as never[];
      await requests.openRound({ ...round, plan: plan!, verdict: verdict!, expiresAt: hoursAgo(-1) });
    }
    const table = tables.table('CountersignRequests');
    const row = await table.get('c-round', 'round-000001');
    await table.put({ ...row!, plan0: `{"${SECRET}` });
    expect((await requests.waiting()).map(({ instanceId }) => instanceId)).toEqual(['d-round']);
    expect(await sweep('sweepStuck')).toContain('"instance":"c-round","how":"broken"');
    expect(told).toEqual([expect.stringContaining('c-round')]);
  });

  it('keeps no lock once its instance has ended', async () => {
    const lock = { person: 'alice', since: hoursAgo(3) };
    await locks.acquire({ ...lock, service: 'a-service', environment: 'production', owner: 'a-broken' });
    await locks.acquire({ ...lock, service: 'b-service', environment: 'production', owner: 'b-whole' });
    await sweep('sweepLocks');
    expect(await locks.list()).toEqual([]);
  });
});

it('an incident whose summary is broken is woken like the others, and so writes it again', async () => {
  for (const id of ['inc-a', 'inc-b', 'inc-c']) {
    const incident = { id, title: 't', severity: 'sev1', openedAt: hoursAgo(1), origin: {} } as Incident;
    await incidents.keepSummary(incidentStory(incident, []));
  }
  const table = tables.table('CountersignIncidents');
  const row = await table.get('summary', 'inc-b');
  await table.put({ ...row!, value0: '{' });
  await sweep('sweepIncidents');
  expect(started).toEqual(['inc-a', 'inc-b', 'inc-c']);
});
