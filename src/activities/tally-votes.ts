import { type MessageRef } from '../model/message-ref';
import { type Vote } from '../model/vote';
import { tally } from '../policy/tally';
import { type Dependencies } from './dependencies';
import { eligibleVotes } from './eligible-votes';
import { type Round, roundView } from './open-round';
import { recordVote } from './record-vote';
import { tellVoter } from './refuse-vote';

export interface TallyInput extends Round {
  message: MessageRef;
  /** The orchestrator's own time, ISO 8601. */
  now: string;
  /** Votes that earlier tallies have recorded. */
  recorded: string[];
}

export interface Decision {
  state: 'waiting' | 'approved' | 'rejected' | 'expired';
  approvedBy: string[];
  rejectedBy?: string;
  rejectReason?: string;
  /** Whether the rejection came without a way to give a reason. */
  rejectedByReaction?: boolean;
  recorded: string[];
}

/** A timer may fire up to this much early in Azure. */
const TIMER_MARGIN_MS = 1_000;

/** Reads the rows of a round and says where it stands. What changed is recorded and shown. */
export function tallyVotes(dependencies: Dependencies) {
  return async (input: TallyInput): Promise<Decision> => {
    const { request, requester, round, planned, message, now, expiresAt } = input;
    const { requests, outbox } = dependencies;
    const { counted, refused } = await eligibleVotes(dependencies, request.instanceId, round);
    const fresh = [
      ...counted.map((vote) => ({ vote, counts: true })),
      ...refused.map((vote) => ({ vote, counts: false })),
    ].filter(({ vote }) => !input.recorded.includes(voteStep(vote)));
    for (const { vote, counts } of fresh) {
      await recordVote(dependencies, request, requester, vote, voteStep(vote), counts ? null : NOT_OURS);
      if (!counts) await tellVoter(dependencies, refusalOf(vote, request.instanceId, message));
    }
    const { state, approvedBy, rejectedBy, rejectReason } = tally(
      planned.verdict,
      counted,
      { planHash: planned.hash, number: round },
      requester.id,
    );
    const late = Date.parse(now) >= Date.parse(expiresAt) - TIMER_MARGIN_MS;
    const decided = state === 'waiting' && late ? 'expired' : state;
    if (decided === 'waiting' && fresh.length > 0) {
      await (await outbox(message.platform)).update(message, roundView(dependencies, input, counted));
    }
    if (decided !== 'waiting') await requests.closeRound(request.instanceId, round, decided);
    return {
      state: decided,
      approvedBy,
      rejectedBy,
      rejectReason,
      rejectedByReaction: counted.some((vote) => vote.person === rejectedBy && vote.by === 'reaction'),
      recorded: [...input.recorded, ...fresh.map(({ vote }) => voteStep(vote))],
    };
  };
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
