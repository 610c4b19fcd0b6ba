import { type AuditIndex } from '../audit/audit-index';
import { type AuditLog } from '../audit/audit-log';
import { type ChangingCommand, type Command } from '../commands/command';
import { type Connectors } from '../connectors/types';
import { type Electorate } from '../electorate/electorate';
import { type CommandRequest } from '../model/command-request';
import { type Company } from '../model/company';
import { type Ending } from '../model/ending';
import { type Person, type PersonRef, type PlatformName } from '../model/person';
import { type Outbox } from '../platforms/platform';
import { type HomeTenants } from '../policy/person-of';
import { type Debts } from '../state/debts';
import { type Incidents } from '../state/incidents';
import { type Delegations } from '../state/delegations';
import { type Locks } from '../state/locks';
import { type Marks } from '../state/marks';
import { type Messages } from '../state/messages';
import { type Proposals } from '../state/proposals';
import { type Requests } from '../state/requests';
import { type Votes } from '../state/votes';
import { type CommandHead } from '../views/command-card';
import { outcomeMessage } from '../views/outcome-message';

/** Everything the activities act through. */
export interface Dependencies {
  company: Company;
  tenants: HomeTenants;
  commands: Command[];
  connectors: Connectors;
  outbox: (platform: PlatformName) => Promise<Outbox>;
  requests: Requests;
  marks: Marks;
  votes: Votes;
  messages: Messages;
  locks: Locks;
  debts: Debts;
  incidents: Incidents;
  proposals: Proposals;
  delegations: Delegations;
  electorate: Electorate;
  audit: AuditLog;
  auditIndex: AuditIndex;
  now: () => Date;
}

/** The definition behind a request that changes something. */
export function changing({ commands }: Pick<Dependencies, 'commands'>, name: string): ChangingCommand {
  const command = commands.find(({ spec }) => spec.name === name);
  if (command?.kind !== 'changes') throw new Error(`${name} is not a command that changes something.`);
  return command;
}

export { refer } from '../model/refer';

/** The heading of a command's message. */
export function headOf(dependencies: Dependencies, request: CommandRequest, requester: PersonRef): CommandHead {
  const { icon, words } = changing(dependencies, request.command);
  const reason = request.args['reason'];
  return {
    icon,
    title: words.title(request.args),
    requester,
    ...(reason ? { reason: String(reason) } : {}),
    ...(request.args['break-glass'] === true && { breakGlass: true }),
  };
}

/** Only what a mention needs goes into histories. */
export function reference({ id, accounts }: Person): PersonRef {
  return { id, accounts };
}

/** How a command ended, in words. */
export function sayOutcome({ commands }: Dependencies, request: CommandRequest, ending: Ending): string {
  const command = commands.find(({ spec }) => spec.name === request.command);
  return outcomeMessage(ending, command?.kind === 'changes' ? command.words.done : 'Done.');
}
