import { type Delegation } from './delegation';

/** What the policy says of one plan by one requester. */
export type Verdict =
  | { kind: 'allowed'; rule: RuleRef; breakGlass?: ReviewDue }
  | {
      kind: 'approval';
      rule: RuleRef;
      requirements: Requirement[];
      /** Whether the requester has to confirm first; then the others are asked, if there are requirements. */
      confirm?: boolean;
      /** How long a round stays open. */
      expiresSeconds: number;
      /** After how long those who have not voted are reminded, once. */
      remindSeconds?: number;
      /** After how long others may fill any place too. */
      escalation?: { afterSeconds: number } & Pick<Requirement, 'label' | 'eligible' | 'outside'>;
      reasonRequired: boolean;
      /** Groups whose source did not answer, each with why: of them only those count whom the company file names. */
      down?: Record<string, string>;
      /** Who decides in whose place, where the one they stand in for may. */
      standIns?: Pick<Delegation, 'of' | 'to'>[];
    }
  | { kind: 'denied'; rule: RuleRef; reasonCode: 'nobody_may_approve'; message: string };

/** What running without approval costs afterwards. */
export interface ReviewDue {
  review: Requirement;
  withinSeconds: number;
  /** The channel that is told at once. */
  alert: string;
}

interface RuleRef {
  name: string;
  /** Line in the company file; 0 for the built-in strictest rule. */
  line: number;
}

export interface Requirement {
  count: number;
  /** For people's eyes, e.g. `a team lead` or `2 team leads`. */
  label: string;
  /** IDs of the people who may fill it. The requester is never among them. */
  eligible: string[];
  /** Where groups are kept elsewhere too: which, and whom the company file itself named. */
  outside?: { groups: string[]; named: string[] };
}

/** Where a round stands, from its votes. */
export interface Tally {
  /** `unconfirmed`: the requester comes first. */
  state: 'unconfirmed' | 'waiting' | 'approved' | 'rejected' | 'cancelled';
  requirements: { label: string; count: number; approvedBy: string[] }[];
  /** All who hold a counted approval, in order of voting. */
  approvedBy: string[];
  rejectedBy?: string;
  rejectReason?: string;
  cancelledBy?: string;
}
