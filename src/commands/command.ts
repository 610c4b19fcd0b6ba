import { type AuditIndex } from '../audit/audit-index';
import { type AuditLog } from '../audit/audit-log';
import { type CiCd, type Connectors, type Started } from '../connectors/types';
import { type Electorate } from '../electorate/electorate';
import { type Attachment } from '../model/attachment';
import { type CommandRequest } from '../model/command-request';
import { type CommandArguments, type CommandSpec } from '../model/command-spec';
import { type Company, type Service } from '../model/company';
import { type Durable } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { type Outcome } from '../model/outcome';
import { type Person, type PlatformName } from '../model/person';
import { type Plan } from '../model/plan';
import { type Run } from '../model/run';
import { type Verification } from '../model/verification';
import { type View } from '../model/view';
import { type HandStep } from './by-hand/hand-step';
import { type Debts } from '../state/debts';
import { type Incidents } from '../state/incidents';
import { type Delegations } from '../state/delegations';
import { type Locks } from '../state/locks';
import { type Messages } from '../state/messages';
import { type Proposals } from '../state/proposals';
import { type Requests } from '../state/requests';
import { type Votes } from '../state/votes';

/** A command says what; the orchestrator says when. */
export type Command = ChangingCommand | DirectCommand | AnsweringCommand;

/** Changes something: planned, authorized, started once, followed, verified. */
export interface ChangingCommand {
  kind: 'changes';
  spec: CommandSpec;
  icon: string;
  words: CommandWords;
  /** Where the requester has to confirm first, in a sentence; absent where never. */
  confirms?: string;
  /** Reads the world. An outcome instead of a plan ends the command before anything happened. */
  plan(args: CommandArguments, tools: Tools): Promise<{ plan: Plan } | { outcome: Outcome }>;
  /** Acts, at most once; `correlation` is how the run is found again if the answer is lost. */
  start(plan: Plan, correlation: string, tools: Tools): Promise<Started>;
  find(plan: Plan, correlation: string, since: string, tools: Tools): ReturnType<CiCd['find']>;
  poll(plan: Plan, runId: string, tools: Tools): Promise<Run>;
  /** Asks the vendor that a run stop, which takes a while; absent where nothing can be stopped that has begun. */
  cancel?(plan: Plan, runId: string, tools: Tools): ReturnType<CiCd['cancel']>;
  /** One look at whether it worked. */
  verify(plan: Plan, tools: Tools): Promise<Verification>;
  /** The lines that do the same by hand. */
  fallback(plan: Plan, tools: Tools): string[];
  /** The same for the runbook, without a plan: what to look at, do and check. Empty where it cannot be done. */
  byHand(service: Service, environment: string): HandStep[];
}

/** Sentences about one action, without names of people. */
interface CommandWords {
  /** e.g. `Deploy order-service v2.4.1 to production`. */
  title(args: CommandArguments): string;
  /** e.g. `Deploying order-service v2.4.1...` */
  doing(args: CommandArguments): string;
  /** e.g. `Deploy complete.` */
  done: string;
}

/** Done in one step, without plan and votes: reads, or changes rows of ours. */
export interface DirectCommand {
  kind: 'direct';
  spec: CommandSpec;
  /** Changes rows of ours: an intent is recorded before it is done. */
  changesRows: boolean | ((args: CommandArguments) => boolean);
  /** What rules of the policy call what it does; whoever they name may do it at once. */
  actions?: string[];
  /** Throws VendorError when what it needs is away. */
  run(asked: Asked, tools: DirectTools): Promise<DirectAnswer>;
  /** For the runbook: how to read the same by hand; absent where that is in rows of ours alone. */
  byHand?(service: Service, environment: string): HandStep[];
}

/** Who asks what, and when. */
export interface Asked {
  request: CommandRequest;
  person: Person;
  now: Date;
}

export interface DirectAnswer {
  view: View;
  /** The whole of what the view shows a part of: for those who see the view. */
  file?: Attachment;
  /** What was done shows itself, so the view is not. */
  elsewhere?: boolean;
  /** Absent: success. */
  outcome?: Outcome;
  /** Shown to everybody in the conversation, not to the asker alone. */
  shared?: boolean;
  /** Takes the place of the private answer whose button asked. */
  inPlace?: boolean;
}

/** Only reads, and needs nothing from outside to answer. */
export interface AnsweringCommand {
  kind: 'answers';
  spec: CommandSpec;
  answer(args: CommandArguments, asker: { person: Person; company: Company }): View;
}

export interface Tools {
  company: Company;
  connectors: Connectors;
}

export interface DirectTools extends Tools {
  locks: Locks;
  debts: Debts;
  delegations: Delegations;
  electorate: Electorate;
  requests: Requests;
  votes: Votes;
  messages: Messages;
  incidents: Incidents;
  proposals: Proposals;
  durable: Durable;
  auditIndex: AuditIndex;
  audit: Pick<AuditLog, 'read' | 'list'>;
  /** Where people read a message; undefined where that cannot be told in time. */
  permalink: (message: MessageRef) => Promise<string | undefined>;
  /** What is asked of a chat platform before somebody's word counts. */
  outbox: (platform: PlatformName) => Promise<{
    standing(account: string, tenant: string): Promise<'ours' | 'deactivated' | 'guest' | 'stranger' | 'bot'>;
    channels?: { privately: boolean };
  }>;
}
