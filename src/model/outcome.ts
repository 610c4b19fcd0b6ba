/** How a command ended. `result` is the article's word, `reasonCode` says why and never changes its meaning. */
export interface Outcome {
  result: Result;
  reasonCode: ReasonCode;
  /** What was found when it happened, for people; no secrets, no stack traces. Absent where the code says it all. */
  message?: string;
  /** Facts for the audit entry alone, such as the `incident` that it is listed under. */
  details?: Record<string, string | number>;
}

export type Result = 'success' | 'failure' | 'rejected' | 'expired' | 'cancelled' | 'denied' | 'invalid';

export type ReasonCode =
  | 'completed'
  | 'dry_run'
  | 'run_failed'
  | 'run_cancelled'
  | 'run_timed_out'
  | 'verification_failed'
  | 'start_refused'
  | 'unknown_outcome'
  | 'rejected_by_approver'
  | 'approval_expired'
  | 'cancelled_by_requester'
  | 'cancelled_by_approver'
  | 'plan_kept_changing'
  | 'unknown_person'
  | 'nobody_may_approve'
  | 'target_locked'
  | 'not_lock_owner'
  | 'may_not_lock'
  | 'break_glass_not_set_up'
  | 'break_glass_not_allowed'
  | 'break_glass_needs_reason'
  | 'review_overdue'
  | 'review_noted'
  | 'debt_settled'
  | 'own_request'
  | 'not_reviewer'
  | 'account_not_ours'
  | 'not_requester'
  | 'not_allowed'
  | 'request_over'
  | 'not_stoppable'
  | 'extended_already'
  | 'frozen'
  | 'order_not_met'
  | 'target_not_found'
  | 'nothing_to_do'
  | 'out_of_bounds'
  | 'autoscaler_governs'
  | 'vendor_unavailable'
  | 'audit_unavailable'
  | 'not_understood'
  | 'channel_unreachable'
  | 'internal_error';
