import { readFileSync } from 'node:fs';
import { memoryTables } from '../../../local/kit/memory-tables';
import { type Dependencies } from '../../../src/activities/dependencies';
import { createActivities } from '../../../src/activities/index';
import { createAuditIndex } from '../../../src/audit/audit-index';
import { createTableAuditLog } from '../../../src/audit/table-audit-log';
import { commands } from '../../../src/commands/index';
import { loadCompany } from '../../../src/config/load-company';
import { createElectorate } from '../../../src/electorate/electorate';
import { type Intake } from '../../../src/intake/intake';
import { takeEvent } from '../../../src/intake/take-event';
import { type AuditEntry } from '../../../src/model/audit-entry';
import { type ChatEvent } from '../../../src/model/chat-event';
import { type Durable } from '../../../src/model/durable';
import { type PlatformName } from '../../../src/model/person';
import { orchestrators } from '../../../src/orchestrators/index';
import { type Platform } from '../../../src/platforms/platform';
import { createDebts } from '../../../src/state/debts';
import { createDelegations } from '../../../src/state/delegations';
import { createIncidents } from '../../../src/state/incidents';
import { createProposals } from '../../../src/state/proposals';
import { createLocks } from '../../../src/state/locks';
import { createMarks } from '../../../src/state/marks';
import { createMessages } from '../../../src/state/messages';
import { createRequests } from '../../../src/state/requests';
import { createVotes } from '../../../src/state/votes';
import { type Tables } from '../../../src/state/tables';
import { allOf } from '../../kit/all-of';
import { VirtualDurable } from '../../kit/virtual-durable';
import { createChat } from './chat';
import { createVendors, type VendorFault } from './vendors';

const BEGINNING = '2026-03-04T15:00:00Z';
const ENTRA = '00000000-0000-0000-0000-0000000000ff';
const TENANTS = { slack: 'T0DEMO', teams: ENTRA, discord: '700000000000000001', console: ENTRA };

export type CompanyWorld = ReturnType<typeof companyWorld>;

export interface Surroundings {
  /** Stands between the product and its tables. */
  tables?: (tables: Tables) => Tables;
  vendorFault?: VendorFault;
  /** How often an activity runs twice: 0 to 1. */
  ranAgain?: number;
  /** Called before and after each call of a chat platform; may throw. */
  chatFault?: (platform: PlatformName, when: 'before' | 'after') => void;
}

/**
 * The whole product but for its host: intake, orchestrators, activities, policy, rows and the audit log as they are, on tables, vendors
 * and chats in memory and on a clock that moves when it is told to.
 */
export function companyWorld({
  tables: around = (tables) => tables,
  chatFault = () => {},
  vendorFault = () => {},
  ranAgain = 0,
}: Surroundings = {}) {
  const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
  const tables = around(memoryTables());
  const durable: VirtualDurable = new VirtualDurable(Date.parse(BEGINNING), orchestrators, () => activities);
  durable.ranAgain = ranAgain;
  const clock = () => new Date(durable.now);
  const vendors = createVendors(() => durable.now, vendorFault);
  const chats = Object.fromEntries(
    (['slack', 'teams', 'discord', 'console'] as const).map((platform) => [
      platform,
      createChat(
        platform,
        () => durable.now,
        (when) => chatFault(platform, when),
      ),
    ]),
  ) as Record<PlatformName, ReturnType<typeof createChat>>;
  const auditIndex = createAuditIndex(tables);
  const audit = createTableAuditLog(tables, clock, (entries, day) => void auditIndex.add(entries, day).catch(() => {}));
  const delegations = createDelegations(tables);
  const nobodyOutside = async () => ({ members: {}, down: {} });
  const dependencies: Dependencies = {
    company,
    tenants: TENANTS,
    commands,
    connectors: vendors.connectors,
    outbox: async (platform) => chats[platform].outbox,
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    messages: createMessages(tables),
    locks: createLocks(tables),
    debts: createDebts(tables),
    incidents: createIncidents(tables),
    proposals: createProposals(tables),
    delegations,
    electorate: createElectorate(company, nobodyOutside, delegations, clock),
    audit,
    auditIndex,
    now: clock,
  };
  const activities = createActivities(dependencies) as Record<
    string,
    (input: never, durable: Durable) => Promise<unknown>
  >;
  const behind: Promise<unknown>[] = [];
  const intake = (): Intake => ({
    ...dependencies,
    language: {
      commands: commands.map(({ spec }) => spec),
      services: company.services.map(({ id }) => id),
      environments: company.environments.map(({ id }) => id),
    },
    durable,
    record: (record) => void behind.push(audit.append(record)),
    recentVersions: async () => [],
    receivedAt: clock(),
  });
  return {
    company,
    dependencies,
    durable,
    vendors,
    chats,
    /** One delivery that the platform's own reader has read; gives the status of its acknowledgement. */
    async take(platform: Platform, event: ChatEvent): Promise<number> {
      const errors: unknown[] = [];
      const { outbox } = chats[platform.name];
      const answer = await takeEvent(intake(), { ...platform, outbox: async () => outbox }, event, (error) =>
        errors.push(error),
      );
      return answer.status;
    },
    entries: async (): Promise<AuditEntry[]> => {
      await Promise.all(behind);
      return allOf(audit.list({ from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }));
    },
  };
}

/** What must be once everything is over, whatever happened on the way; one line for each thing that is not so. */
export async function whatIsWrong({ dependencies, durable, vendors, chats, entries }: CompanyWorld): Promise<string[]> {
  const wrong: string[] = [];
  const all = await entries();
  const outcomes = new Map<string, number>();
  for (const { kind, instance_id } of all) {
    if (kind === 'outcome') outcomes.set(instance_id, (outcomes.get(instance_id) ?? 0) + 1);
  }
  for (const [id, count] of outcomes) if (count > 1) wrong.push(`${id} has ${count} outcomes`);
  const unfinished = await dependencies.requests.unfinished();
  for (const id of unfinished) {
    const row = await dependencies.requests.get(id);
    if (!row?.outcome) wrong.push(`${row?.request.text} has no outcome, running: ${durable.isRunning(id)}`);
  }
  const { runs, scalings } = vendors.deeds();
  if (new Set(runs).size !== runs.length) wrong.push('a run was started twice');
  const intents = all.filter(({ kind }) => kind === 'intent').length;
  if (runs.length + scalings.length > intents)
    wrong.push(`${runs.length + scalings.length} actions of ${intents} intents`);
  const locks = (await dependencies.locks.list()).filter(({ usedBy, owner }) => usedBy ?? outcomes.has(owner));
  for (const { service, environment } of locks) wrong.push(`${service} in ${environment} is locked`);
  for (const { posts } of Object.values(chats)) {
    for (const { view, ref } of posts) {
      const live = (view.actions ?? []).find((action) => 'ballot' in action);
      if (live && 'ballot' in live && outcomes.has(live.ballot.instanceId))
        wrong.push(`${ref.platform} ${ref.message} has live buttons of what is over`);
    }
  }
  const verified = await dependencies.audit.verify();
  if (!verified.intact) wrong.push(`the chain is broken: ${JSON.stringify(verified)}`);
  return wrong;
}
