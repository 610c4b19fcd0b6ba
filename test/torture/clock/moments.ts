import fc from 'fast-check';
import { Seeded } from '../../../local/crash/seeded';
import { memoryTables } from '../../../local/kit/memory-tables';
import { createTableAuditLog } from '../../../src/audit/table-audit-log';
import { type Vote } from '../../../src/model/vote';
import { incidentReminders } from '../../../src/policy/incident-reminders';
import { reviewTimes } from '../../../src/policy/review-times';
import { standingVotes } from '../../../src/policy/standing-votes';
import { compareInstants } from '../../../src/state/compare-instants';
import { auditRecord } from '../../kit/audit-record';
import { type Tried } from '../try-properties';
import { zonedInstant } from './zones';

const HOUR_MS = 3_600_000;

/** An ISO time with as many digits as a platform may give, and the same in whole nanoseconds. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(3, 6, 7, 9), fc.nat(999_999_999))
  .map(([second, digits, nanoseconds]) => {
    const fraction = String(nanoseconds).padStart(9, '0').slice(0, digits);
    return {
      at: `2026-12-31T23:59:${56 + second}.${fraction}Z`,
      exact: BigInt(second) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')),
    };
  });

const orders = fc.property(moment, moment, (a, b) => {
  const exact = a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0;
  const compared = Math.sign(compareInstants(a.at, b.at));
  if (compared !== exact) throw new Error(`${a.at} and ${b.at} are ordered ${compared}`);
  const vote = (at: string, decision: Vote['decision']): Vote => ({
    ...{ person: 'bob', decision, at, planHash: 'h', round: 1, by: 'button' },
    ...{ platform: 'slack', tenant: 'T', account: 'U' },
  });
  const [stands] = standingVotes([vote(a.at, 'approve'), vote(b.at, 'reject')], { planHash: 'h', number: 1 });
  const wanted = exact > 0 ? 'approve' : 'reject';
  if (stands?.decision !== wanted) throw new Error(`${a.at} approve, ${b.at} reject: ${stands?.decision} stands`);
});

const reviews = fc.property(
  zonedInstant,
  fc.integer({ min: 1, max: 99_999 }),
  fc.integer({ min: -100, max: 1_000 }),
  ({ now }, minutes, percent) => {
    const opened = now.getTime();
    const period = minutes * 60_000;
    const at = opened + Math.trunc((period * percent) / 100);
    const debt = { openedAt: now.toISOString(), dueAt: new Date(opened + period).toISOString() };
    const { due, overdue, next } = reviewTimes(debt, at);
    if (overdue !== at >= opened + period) throw new Error(`${percent} % of ${minutes} min: overdue is ${overdue}`);
    if (Date.parse(next) <= at && percent >= 0) throw new Error(`the next reminder, ${next}, is over`);
    if (due < 0 || due !== Math.floor(due)) throw new Error(`reminder ${due}`);
  },
);

const reminders = fc.property(
  zonedInstant,
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 0, max: 40 * 24 * HOUR_MS }),
  ({ now }, every, later) => {
    const at = now.getTime() + later;
    const story = {
      ...{ severity: 'sev1', toldAt: now.toISOString(), reopened: 0 },
      ...{ inputs: [{ kind: 'action', id: 'a', at: now.toISOString(), dueAt: now.toISOString() }] },
    } as unknown as Parameters<typeof incidentReminders>[0];
    const { due, nextAt } = incidentReminders(story, { incidents: { remindMinutes: { sev1: every } } } as never, at);
    if (nextAt === undefined || nextAt <= at) throw new Error(`next at ${nextAt}, now ${at}`);
    if (nextAt - at > Math.min(every * 60_000, 24 * HOUR_MS)) throw new Error('a turn is left out');
    const owed = due.find(({ kind }) => kind === 'update')?.turn.split(' ')[1];
    const turns = Math.floor(later / (every * 60_000));
    if (owed !== (turns > 0 ? String(turns - 1) : undefined)) throw new Error(`turn ${owed} after ${turns}`);
  },
);

/** Hosts whose clocks are wrong by up to ten minutes, jump, and stand on both sides of midnight: one chain all the same. */
const skewedWriters = fc.asyncProperty(zonedInstant, fc.nat(), async ({ now }, seed) => {
  const random = new Seeded(seed);
  const tables = memoryTables();
  const midnight = new Date(now).setUTCHours(0, 0, 0, 0);
  const clocks = [0, 0, 0].map(() => ({ at: midnight + random.between(-600, 600) * 1_000 }));
  const writers = clocks.map((clock) => createTableAuditLog(tables, () => new Date(clock.at)));
  const written = 24;
  for (let step = 0; step < written; step += 3) {
    for (const clock of clocks) {
      clock.at += random.between(-5, 30) * (random.next() < 0.1 ? 4 * HOUR_MS : 20_000);
    }
    await Promise.all(
      writers.map((writer, w) => {
        const timestamp = new Date(clocks[w]!.at).toISOString();
        return writer.append(auditRecord({ instance_id: `${step}-${w}`, timestamp }));
      }),
    );
  }
  const verified = await writers[0]!.verify();
  if (!verified.intact || verified.entries !== written) throw new Error(JSON.stringify(verified));
});

export const moments: Tried[] = [
  {
    what: 'of two votes the later one stands, to the last digit',
    holds: orders,
    runs: 50_000,
  },
  { what: 'a review is overdue when its time is', holds: reviews, runs: 50_000 },
  {
    what: 'no reminder is left out, none is said before its time',
    holds: reminders,
    runs: 50_000,
  },
  { what: 'hosts with wrong clocks write one chain', holds: skewedWriters, runs: 300 },
];
