import { VendorError } from '../connectors/vendor-error';
import { type AuditEntry } from '../model/audit-entry';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type Outcome } from '../model/outcome';
import { type Plan } from '../model/plan';
import { type Run } from '../model/run';
import { type RoundRow } from '../state/rounds';
import { changing, type Dependencies, refer } from './dependencies';
import { recordOutcome } from './record-outcome';
import { firstMessage } from './post-once';
import { reportOutcome } from './report-outcome';

/** How long a run that still goes is waited for, seconds. */
const PATIENCE_SECONDS = 6 * 3_600;

/**
 * Closes a command whose instance has ended without an outcome: it was terminated, failed, or died between acting and recording.
 * The vendor is asked first what became of it. Gives the outcome; `waiting` while the vendor's run goes or the vendor is away.
 */
export async function closeLost(dependencies: Dependencies, instanceId: string): Promise<Outcome | 'waiting'> {
  const { requests, now } = dependencies;
  const row = await requests.get(instanceId);
  if (!row) throw new Error(`${instanceId} was never asked.`);
  const { request, person } = row;
  const told = await entriesOf(dependencies, instanceId);
  const recorded = told.find(({ kind }) => kind === 'outcome');
  if (recorded?.result) {
    const outcome = { result: recorded.result, reasonCode: recorded.reason_code as Outcome['reasonCode'] };
    return requests.finish(instanceId, outcome);
  }
  const intent = told.findLast(({ kind }) => kind === 'intent');
  const young = now().getTime() - Date.parse(intent?.timestamp ?? request.receivedAt) < PATIENCE_SECONDS * 1_000;
  const asked = intent && (await askVendor(dependencies, request, intent));
  if (young && (asked === 'away' || (typeof asked === 'object' && isGoing(asked)))) return 'waiting';
  const run = typeof asked === 'object' ? asked : undefined;
  const rounds = await closeRounds(dependencies, instanceId);
  const planned = plannedOf(rounds.at(-1), intent);
  const asking = (await dependencies.messages.of(instanceId)).at(-1)?.message;
  const message = asking ?? (await firstMessage(dependencies, instanceId));
  const found = intent ? unknown(asked) : NOTHING;
  const outcome: Outcome = { result: 'failure', ...found, message: `${endedBy(told)}${found.message ?? ''}` };
  const ending: Ending = {
    outcome,
    rounds: rounds.length,
    approvedBy: (intent?.approved_by ?? '')
      .split(', ')
      .filter(Boolean)
      .map((name) => name.slice(1)),
    requester: person === null ? undefined : refer(dependencies)(person),
    message,
    planned,
    run,
  };
  const { durationSeconds } = await recordOutcome(dependencies)({ request, ending });
  await reportOutcome(dependencies)({ request, ending, durationSeconds, recorded: true });
  return outcome;
}

/** An operator who ended it said why. */
function endedBy(told: AuditEntry[]): string {
  const ended = told.findLast(({ kind, action }) => kind === 'notice' && action === 'terminate');
  return ended ? `${ended.user} ended it: ${String(ended.details['reason'])}. ` : '';
}

const NOTHING = {
  reasonCode: 'internal_error',
  message: 'The command was cut off before anything was started. Ask again.',
} as const;

function unknown(asked: Awaited<ReturnType<typeof askVendor>> | undefined): Pick<Outcome, 'reasonCode' | 'message'> {
  const found =
    typeof asked === 'object'
      ? `The vendor says that the run ${isGoing(asked) ? 'still goes' : asked.state.replaceAll('_', ' ')}; whether the target is healthy was not checked.`
      : asked === 'away'
        ? 'The vendor did not answer when it was asked what became of it.'
        : 'The vendor shows no such run.';
  return {
    reasonCode: 'unknown_outcome',
    message: `The command was cut off while it ran. ${found} Look there before you ask again.`,
  };
}

function isGoing({ state }: Run): boolean {
  return state === 'queued' || state === 'running';
}

async function entriesOf({ auditIndex, audit }: Dependencies, instanceId: string): Promise<AuditEntry[]> {
  const story = await auditIndex.story(instanceId);
  const entries = await Promise.all(story.map(({ id, day }) => audit.read(id, day)));
  if (entries.includes('altered'))
    throw new Error(`An entry of ${instanceId} was altered; run the audit verification.`);
  return entries.filter((entry) => typeof entry === 'object');
}

/** What became of what the intent tells: its run, `none`, or `away` when that cannot be found out now. */
async function askVendor(
  dependencies: Dependencies,
  request: CommandRequest,
  intent: AuditEntry,
): Promise<Run | 'none' | 'away'> {
  const command = dependencies.commands.find(({ spec }) => spec.name === request.command);
  const { correlation } = intent.details;
  if (command?.kind !== 'changes' || typeof correlation !== 'string') return 'none';
  const plan = planOf(intent);
  try {
    const found = await changing(dependencies, request.command).find(plan, correlation, intent.timestamp, dependencies);
    return found ? await command.poll(plan, found.runId, dependencies) : 'none';
  } catch (error) {
    if (error instanceof VendorError) return 'away';
    throw error;
  }
}

function planOf({ action, service, environment, details }: AuditEntry): Plan {
  const { connector, current, desired } = details as Pick<Plan, 'connector' | 'current' | 'desired'>;
  return {
    action: action ?? '',
    service: service ?? '',
    environment: environment ?? '',
    connector,
    current,
    desired,
    display: { commits: [], moreCommits: 0 },
  };
}

function plannedOf(round: RoundRow | undefined, intent: AuditEntry | undefined): Ending['planned'] {
  if (round) return { plan: round.plan, hash: round.planHash, verdict: round.verdict };
  if (!intent || typeof intent.details['plan_hash'] !== 'string') return undefined;
  const { plan_hash: hash, rule } = intent.details as { plan_hash: string; rule: { name: string; line: number } };
  return { plan: planOf(intent), hash, verdict: { kind: 'allowed', rule } };
}

/** Nobody votes any more on what nobody waits for. */
async function closeRounds({ requests }: Dependencies, instanceId: string): Promise<RoundRow[]> {
  const rounds: RoundRow[] = [];
  for (let number = 1; ; number++) {
    const round = await requests.round(instanceId, number);
    if (!round) return rounds;
    if (round.state === 'open') await requests.closeRound(instanceId, number, 'void');
    rounds.push(round);
  }
}
