import { type CommandRequest } from '../model/command-request';
import { type Durable } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { type PersonRef } from '../model/person';
import { type Verdict } from '../model/verdict';
import { type View } from '../model/view';
import { tally } from '../policy/tally';
import { type RoundRow } from '../state/rounds';
import { planningView } from '../views/planning-view';
import { requestView } from '../views/request-view';
import { type Dependencies, headOf, refer } from './dependencies';
import { askedBeforeThis, stillWaiting } from './older-request';
import { type Planned } from './plan-command';
import { mirrorRound } from './mirror-round';
import { postOnce } from './post-once';
import { show } from './show';

export interface Round {
  request: CommandRequest;
  requester: PersonRef;
  round: number;
  planned: Planned & { verdict: Extract<Verdict, { kind: 'approval' }> };
  openedAt: string;
  expiresAt: string;
  /** What changed since the round before, when there was one. */
  changes: string[];
}

/** Opens a round of votes on one sealed plan: its row, its message, and the alarm that ends it. */
export function openRound(dependencies: Dependencies) {
  return async (input: Round & { message: MessageRef | null }, durable: Durable): Promise<MessageRef> => {
    const { request, requester, round, planned, openedAt, expiresAt } = input;
    const { requests, messages, electorate } = dependencies;
    const { instanceId } = request;
    const { plan, hash: planHash, verdict } = planned;
    const ballot = { instanceId, round, planHash };
    const older = await askedBeforeThis(dependencies, input);
    const row = { ...ballot, plan, verdict, requester: requester.id, openedAt, expiresAt, older };
    const [state, inForce] = await Promise.all([
      requests.openRound(row),
      electorate.now({ verdict, plan, requester: requester.id }),
    ]);
    const view = await roundView(dependencies, { ...input, planned: { ...planned, verdict: inForce }, older }, []);
    const head = headOf(dependencies, request, requester);
    const blank = planningView(head);
    const own = input.message ?? (await postOnce(dependencies, request, round, blank));
    // Nobody can vote on a message before it is bound: a reaction on one that is not would mean nothing.
    await messages.bind(own, ballot);
    const mirrors = await mirrorRound(dependencies, request.origin, ballot, blank);
    const message = mirrors.length ? { ...own, mirrors } : own;
    // Run again when the round is over, as Azure may do minutes later: its buttons stay away.
    if (state !== 'open') return message;
    await show(dependencies, instanceId, message, view);
    const { remindSeconds, escalation } = verdict;
    for (const [name, seconds] of [
      ['', (Date.parse(expiresAt) - Date.parse(openedAt)) / 1_000],
      ['-remind', remindSeconds],
      ['-escalate', escalation?.afterSeconds],
    ] as const) {
      if (seconds !== undefined)
        await durable.start('alarm', `${instanceId}-t${round}${name}`, { instanceId, at: later(openedAt, seconds) });
    }
    return message;
  };
}

/** An alarm that is early by another machine's clock would find nothing due, and there is no second one. */
function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + (seconds + 2) * 1_000).toISOString();
}

/** The round's message with the votes that count so far. */
export async function roundView(
  dependencies: Dependencies,
  input: Round & Pick<RoundRow, 'older'>,
  votes: Parameters<typeof tally>[1],
): Promise<View> {
  const { request, requester, round, planned, openedAt, expiresAt, changes, older } = input;
  const { plan, hash: planHash, verdict } = planned;
  return requestView(
    headOf(dependencies, request, requester),
    {
      plan,
      verdict,
      tally: tally(verdict, votes, { planHash, number: round }, requester.id),
      ballot: { instanceId: request.instanceId, round, planHash },
      expiresAt,
      changes,
      older: await stillWaiting(dependencies, older, openedAt),
    },
    refer(dependencies),
  );
}
