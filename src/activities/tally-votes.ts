import { AuditUnavailableError } from '../audit/audit-log';
import { type MessageRef } from '../model/message-ref';
import { type Vote } from '../model/vote';
import { ChatError } from '../platforms/chat-error';
import { tally } from '../policy/tally';
import { type Dependencies } from './dependencies';
import { chaseVoters, TIMER_MARGIN_MS } from './chase-voters';
import { eligibleVotes } from './eligible-votes';
import { type Round, roundView } from './open-round';
import { showRunning } from './poll-action';
import { recordVote } from './record-vote';
import { tellVoter } from './refuse-vote';
import { show } from './show';
import { showOnly } from './tell-once';

export interface TallyInput extends Round {
  message: MessageRef;
  /** The orchestrator's own time, ISO 8601. */
  now: string;
  /** Votes that earlier tallies have recorded. */
  recorded: string[];
}

export interface Decision {
  /** `unrecorded`: the audit log is away; `unverifiable`: the platform does not say whose accounts voted. */
  state: 'waiting' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'unrecorded' | 'unverifiable';
  /** Why, for `unverifiable`. */
  message?: string;
  approvedBy: string[];
  rejectedBy?: string;
  rejectReason?: string;
  cancelledBy?: string;
  /** Whether the rejection came without a way to give a reason. */
  rejectedByReaction?: boolean;
  recorded: string[];
}

/** Reads the rows of a round and says where it stands. What changed is recorded and shown. */
export function tallyVotes(dependencies: Dependencies) {
  return async (input: TallyInput): Promise<Decision> => {
    try {
      return await look(dependencies, input);
    } catch (error) {
      const waiting = { approvedBy: [], recorded: input.recorded };
      if (error instanceof AuditUnavailableError) return { ...waiting, state: 'unrecorded' };
      if (error instanceof ChatError && !error.temporary) {
        return { ...waiting, state: 'unverifiable', message: `The votes cannot be checked: ${error.message}` };
      }
      throw error;
    }
  };
}

async function look(dependencies: Dependencies, input: TallyInput): Promise<Decision> {
  const { request, requester, round, planned, message, now } = input;
  const { requests } = dependencies;
  const row = await requests.round(request.instanceId, round);
  if (row?.verdict.kind !== 'approval') throw new Error(`Round ${round} of ${request.instanceId} was never opened.`);
  const sorted = await eligibleVotes(dependencies, request.instanceId, round);
  const { counted, refused } = sorted;
  const fresh = await recordVotes(dependencies, input, sorted, input.recorded);
  for (const vote of refused.filter((vote) => fresh.includes(voteStep(vote)))) {
    await tellVoter(dependencies, refusalOf(vote, request.instanceId, message));
  }
  const { state, approvedBy, rejectedBy, rejectReason, cancelledBy } = tally(
    row.verdict,
    counted,
    { planHash: planned.hash, number: round },
    requester.id,
  );
  const late = Date.parse(now) >= Date.parse(row.expiresAt) - TIMER_MARGIN_MS;
  const open = state === 'waiting' || state === 'unconfirmed';
  const recorded = [...input.recorded, ...fresh];
  if (open && !late) {
    // Run again when the round is over, as Azure may do minutes later: its buttons stay away.
    if (row.state !== 'open') return { state: 'waiting', approvedBy, recorded };
    const verdict = state === 'waiting' ? await chaseVoters(dependencies, input, row.verdict, counted) : row.verdict;
    const shown = { ...input, planned: { ...planned, verdict }, expiresAt: row.expiresAt, older: row.older };
    const news = fresh.length > 0 || verdict !== row.verdict || row.extended;
    if (news) {
      const view = await roundView(dependencies, shown, counted);
      await showOnly(() => show(dependencies, request.instanceId, message, view));
    }
    return { state: 'waiting', approvedBy, recorded };
  }
  // What a tally that was cut off decided stands; one that was given more time meanwhile goes on.
  const standing = open
    ? await requests.expireRound(request.instanceId, round, row.expiresAt)
    : await requests.closeRound(request.instanceId, round, state);
  if (standing === 'open') return { state: 'waiting', approvedBy, recorded };
  if (standing === 'approved') {
    await showRunning(dependencies, { ...input, plan: planned.plan, approvedBy }, { at: 'starting' });
  }
  return {
    state: standing === 'void' ? 'expired' : standing,
    approvedBy,
    rejectedBy,
    rejectReason,
    cancelledBy,
    rejectedByReaction: byReaction(counted, rejectedBy),
    recorded,
  };
}

/** Whether a rejection came without a way to give its reason. */
export function byReaction(votes: Vote[], person: string | undefined): boolean {
  return votes.some((vote) => vote.person === person && vote.by === 'reaction');
}

/** One audit entry for each vote that has none yet. @returns the steps of those now written */
export async function recordVotes(
  dependencies: Dependencies,
  { request, requester }: Pick<Round, 'request' | 'requester'>,
  { counted, refused }: Awaited<ReturnType<typeof eligibleVotes>>,
  recorded: string[],
): Promise<string[]> {
  const fresh = [...counted, ...refused].filter((vote) => !recorded.includes(voteStep(vote)));
  for (const vote of fresh) {
    const refusal = refused.includes(vote) ? NOT_OURS : null;
    await recordVote(dependencies, request, requester, vote, voteStep(vote), refusal);
  }
  return fresh.map(voteStep);
}

const NOT_OURS = 'voter_account_not_ours';

function refusalOf(vote: Vote, instanceId: string, { channel }: MessageRef): Parameters<typeof tellVoter>[1] {
  const { platform, tenant, account, round } = vote;
  const origin = { platform, tenant, account, channel };
  return { refusalId: voteStep(vote), instanceId, round, code: NOT_OURS, origin };
}

function voteStep({ round, person, decision, at }: Vote): string {
  return `vote-${round}-${person}-${decision}-${at}`;
}
