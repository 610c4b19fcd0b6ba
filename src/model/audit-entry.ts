import { type PlatformName } from './person';
import { type ReasonCode, type Result } from './outcome';

/** What is told to the audit log. The log adds id, sequence, prev_hash and hash. */
export interface AuditRecord {
  instance_id: string;
  /** Unique within the instance, e.g. `outcome`, `intent-1`, `vote-1-bob-<time>`: a rerun with the same step changes nothing. */
  step: string;
  /**
   * `notice` is no step of a command: the policy that is in force, entries that were removed, what an operator did to an
   * instance from outside of chat.
   */
  kind: 'intent' | 'vote' | 'refusal' | 'outcome' | 'notice';
  /** When the command was received, ISO 8601 UTC. */
  timestamp: string;
  /** `@alice`, or the platform account when the person is unknown. */
  user: string;
  command: string;
  /** `@bob`, several joined with `, `; null when nobody was asked or nobody allowed it. */
  approved_by: string | null;
  result: Result | null;
  duration_seconds: number | null;
  /** `#deployments`, or the platform's ID when it has no name. */
  channel: string;
  /** `countersign` where the bot itself acted. */
  platform: PlatformName | 'countersign';
  /** `slack/T0DEMO/C0DEPLOY`: platform, tenant and the platform's ID of the conversation; null where there was none. */
  conversation: string | null;
  action: string | null;
  service: string | null;
  environment: string | null;
  approvals: AuditApproval[];
  reason_code: ReasonCode | RefusalCode | null;
  /** Free, small, no secrets: run link, plan, rule, verification. */
  details: Record<string, unknown>;
}

export interface AuditApproval {
  user: string;
  at: string;
  decision: 'approve' | 'reject' | 'withdrawn' | 'confirm' | 'cancel';
  reason: string | null;
  plan_hash: string;
  round: number;
}

/** Why a vote was not counted. */
export type RefusalCode =
  | 'voter_unknown'
  | 'voter_is_requester'
  | 'voter_not_eligible'
  | 'voter_account_not_ours'
  | 'group_source_down'
  | 'round_closed'
  | 'plan_changed'
  | 'not_confirmed'
  | 'voter_is_not_requester'
  | 'confirmation_mistyped'
  | 'reason_required';

/** As stored and exported. */
export interface AuditEntry extends AuditRecord {
  /** Unique, sortable within its chain: `<chain>-<sequence>`. */
  id: string;
  /** Hash of the entry before it in the chain, hex; 64 zeros for the first. */
  prev_hash: string;
  /** SHA-256 over prev_hash and the stored canonical record, hex. */
  hash: string;
}
