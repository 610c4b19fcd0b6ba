import { AuditUnavailableError } from '../audit/audit-log';
import { type Durable } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { type Verdict } from '../model/verdict';
import { type Vote } from '../model/vote';
import { ChatError } from '../platforms/chat-error';
import { escalated } from '../policy/escalated';
import { deciders, standsInFor } from '../policy/in-force';
import { tally } from '../policy/tally';
import { callView } from '../views/call-view';
import { type Dependencies } from './dependencies';
import { callVoters } from './call-voters';
import { chaseVoters, TIMER_MARGIN_MS } from './chase-voters';
import { eligibleVotes } from './eligible-votes';
import { type Round, roundView } from './open-round';
import { showRunning } from './poll-action';
import { recordVote } from './record-vote';
import { tellVoter } from './refuse-vote';
import { show } from './show';
import { showOnly } from './tell-once';

type Approval = Extract<Verdict, { kind: 'approval' }>;

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
  return async (input: TallyInput, durable: Durable): Promise<Decision> => {
    try {
      return await look({ ...dependencies, durable }, input);
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

async function look(dependencies: Dependencies & { durable: Durable }, input: TallyInput): Promise<Decision> {
  const { request, requester, round, planned, message, now } = input;
  const { requests, electorate } = dependencies;
  const row = await requests.round(request.instanceId, round);
  if (row?.verdict.kind !== 'approval') throw new Error(`Round ${round} of ${request.instanceId} was never opened.`);
  const sorted = await eligibleVotes(dependencies, request.instanceId, round);
  const { counted, refused } = sorted;
  const { verdict: asked } = row;
  const nowInForce = await electorate.now({ ...row, verdict: asked });
  const fresh = await recordVotes(dependencies, input, sorted, input.recorded, nowInForce);
  for (const vote of refused.filter((vote) => fresh.includes(voteStep(vote)))) {
    await tellVoter(dependencies, refusalOf(vote, request.instanceId, message));
  }
  const { state, approvedBy, rejectedBy, rejectReason, cancelledBy } = tally(
    nowInForce,
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
    if (state === 'waiting' && (input.recorded.length === 0 || fresh.length > 0))
      await callForVotes(dependencies, input, nowInForce, counted);
    const wider = state === 'waiting' && (await chaseVoters(dependencies, input, asked, nowInForce, counted));
    const verdict = wider ? escalated(nowInForce) : nowInForce;
    await lookAgainLater(dependencies, input, nowInForce, counted);
    const shown = { ...input, planned: { ...planned, verdict }, expiresAt: row.expiresAt, older: row.older };
    const news = fresh.length > 0 || wider || row.extended;
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

/** Calls those who may decide, once a round: when it opens, or when its requester has confirmed it. */
async function callForVotes(
  dependencies: Dependencies,
  { request, round, message }: TallyInput,
  verdict: Approval,
  counted: Vote[],
): Promise<void> {
  const { instanceId, origin, text } = request;
  if (origin.personal) return;
  const silent = deciders(verdict).filter((person) => !counted.some((vote) => vote.person === person));
  const called = { instanceId, message, step: `call-${round}` };
  await callVoters(dependencies, called, silent, (people) => callView(text, people));
}

/** A vote that hangs on a source which does not answer is looked at again: nothing else would wake the request up. */
async function lookAgainLater(
  { durable }: { durable: Durable },
  { request: { instanceId }, round, now }: TallyInput,
  verdict: Approval,
  counted: Vote[],
): Promise<void> {
  const may = new Set(deciders(verdict));
  if (!verdict.down || counted.every(({ person }) => may.has(person))) return;
  const at = new Date(Date.parse(now) + LOOK_AGAIN_MS).toISOString();
  await durable.start('alarm', `${instanceId}-t${round}-source-${at.slice(0, 16)}`, { instanceId, at });
}

const LOOK_AGAIN_MS = 60_000;

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
  verdict?: Pick<Approval, 'requirements' | 'standIns'>,
): Promise<string[]> {
  const fresh = [...counted, ...refused].filter((vote) => !recorded.includes(voteStep(vote)));
  for (const vote of fresh) {
    const refusal = refused.includes(vote) ? NOT_OURS : null;
    const inPlaceOf = verdict ? standsInFor(verdict, vote.person) : [];
    await recordVote(dependencies, request, requester, { vote, step: voteStep(vote), refused: refusal, inPlaceOf });
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
