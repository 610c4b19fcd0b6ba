import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type View } from '../model/view';
import { isQuiet } from '../policy/is-quiet';
import { personOf } from '../policy/person-of';
import { formFor } from '../views/form-for';
import { noticeView } from '../views/notice-view';
import { notUnderstoodView } from '../views/not-understood-view';
import { resultView } from '../views/result-view';
import { changing, type Dependencies, headOf, refer, sayOutcome } from './dependencies';
import { show } from './show';
import { showOnly, tellOnce } from './tell-once';

export interface Report {
  request: CommandRequest;
  ending: Ending;
  durationSeconds: number;
  /** False when the outcome could not be written to the audit log; people are told. */
  recorded: boolean;
}

/** Shows how the command ended: on its message when it has one, else to the asker alone. */
export function reportOutcome(dependencies: Dependencies) {
  return async (report: Report): Promise<void> => {
    const { request, ending } = report;
    const outbox = await dependencies.outbox(request.origin.platform);
    const { message } = ending;
    if (message) {
      await showOnly(() => show(dependencies, request.instanceId, message, lastView(dependencies, report), true));
      if (isQuiet(dependencies.company, request.origin)) return;
      const ask = reasonWanted(dependencies, ending);
      const call = ask ? undefined : resultCall(dependencies, report);
      if (ask) await tellOnce(dependencies, request.instanceId, 'ask-reason', () => outbox.reply(message, ask));
      if (call) await tellOnce(dependencies, request.instanceId, 'call-result', () => outbox.reply(message, call));
    } else if (!request.answered && !ending.shown) {
      const { origin } = request;
      await tellOnce(dependencies, request.instanceId, 'answer', () =>
        outbox.whisper(origin, origin.account, privateAnswer(dependencies, report)),
      );
    }
  };
}

function lastView(dependencies: Dependencies, { request, ending, durationSeconds, recorded }: Report): View {
  const { outcome, planned, approvedBy, rejection, run } = ending;
  const byId = refer(dependencies);
  const requester = ending.requester ?? { id: request.origin.account, accounts: {} };
  const service = dependencies.company.services.find(({ id }) => id === planned?.plan.service);
  const view = resultView(headOf(dependencies, request, requester), {
    outcome: { ...outcome, message: sayOutcome(dependencies, request, ending) },
    plan: planned?.plan,
    approvedBy: approvedBy.map(byId),
    rejectedBy: rejection && byId(rejection.by),
    rejectReason: rejection?.reason,
    run,
    dashboard: outcome.result === 'success' || run ? service?.dashboard : undefined,
    fallback:
      planned && ['start_refused', 'vendor_unavailable', 'dry_run'].includes(outcome.reasonCode)
        ? changing(dependencies, request.command).fallback(planned.plan, dependencies)
        : undefined,
    durationSeconds,
    offers: offersAfter(request, ending),
  });
  if (ending.owesReview) view.lines = [['It ran without approval: others have to review it.'], ...(view.lines ?? [])];
  if (recorded) return view;
  return { ...view, lines: [...(view.lines ?? []), ['⚠️ This outcome could not be written to the audit log.']] };
}

/** Waiting for a lock, and the way back from a deploy that does not work or was stopped half-way. */
function offersAfter({ command, text, args }: CommandRequest, { outcome, planned, run }: Ending) {
  if (outcome.reasonCode === 'target_locked' && !args['wait']) {
    return [{ label: 'Ask again, and wait', line: `${text} --wait` }];
  }
  const unsound = outcome.reasonCode === 'verification_failed' || (outcome.result === 'cancelled' && run !== undefined);
  if (unsound && command === 'deploy' && planned) {
    const { service, environment } = planned.plan;
    return [{ label: 'Roll back', line: `/rollback ${service} ${environment}` }];
  }
  return undefined;
}

/** ❌ rejects at once; the reason is asked for afterwards, in the thread. */
function reasonWanted(dependencies: Dependencies, { rejection, requester }: Ending): View | undefined {
  if (!rejection?.byReaction || rejection.reason || !requester) return undefined;
  const by = refer(dependencies)(rejection.by);
  return noticeView('neutral', [{ person: by }, ', why? A word here helps ', { person: requester }, ' on.']);
}

/** After this, seconds, whoever asked may have looked away. */
const LONG_SECONDS = 60;

/** Calls the requester to what became of something long: the message has changed, and of a change nobody is told. */
function resultCall(dependencies: Dependencies, { request, ending, durationSeconds }: Report): View | undefined {
  const { requester, outcome } = ending;
  if (!requester || durationSeconds < LONG_SECONDS || outcome.reasonCode === 'cancelled_by_requester') return undefined;
  const said = sayOutcome(dependencies, request, ending);
  const view = noticeView(
    outcome.result === 'success' ? 'good' : 'bad',
    [{ person: requester }, `: ${said}`],
    [[{ code: request.text }]],
  );
  return { ...view, calls: [requester] };
}

function privateAnswer(dependencies: Dependencies, { request, ending }: Report): View {
  const { problem } = request;
  if (problem) {
    const specs = dependencies.commands.map(({ spec }) => spec);
    const form = formFor(problem, specs, dependencies.company);
    return notUnderstoodView(problem, form && { ...form, from: request.instanceId });
  }
  const command = dependencies.commands.find(({ spec }) => spec.name === request.command);
  const { company, tenants } = dependencies;
  const person = personOf(company, tenants, request.origin);
  if (person && command?.kind === 'answers' && ending.outcome.result === 'success')
    return command.answer(request.args, { person, company });
  return noticeView('bad', [sayOutcome(dependencies, request, ending)], [[{ code: request.text }]]);
}
