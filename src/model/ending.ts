import { type MessageRef } from './message-ref';
import { type Outcome } from './outcome';
import { type PersonRef } from './person';
import { type Plan } from './plan';
import { type Run } from './run';
import { type Verification } from './verification';
import { type Verdict } from './verdict';

/** All that is known when a command is over: what its record and its last message are made from. */
export interface Ending {
  outcome: Outcome;
  /** Rounds of votes that were opened. */
  rounds: number;
  approvedBy: string[];
  /** The answer has been shown already. */
  shown?: boolean;
  requester?: PersonRef;
  message?: MessageRef;
  planned?: { plan: Plan; hash: string; verdict: Verdict };
  rejection?: { by: string; reason?: string; byReaction: boolean };
  run?: Run;
  verification?: Verification;
  /** It ran without approval, and waits for its review. */
  owesReview?: boolean;
}
