import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orchestrators } from '../../src/orchestrators/index';
import { type OrchestratorName } from '../../src/model/durable';
import { runTurn } from '../kit/replay';

interface StoredEvent {
  EventType: number;
  EventId: number;
  Name?: string;
  Result?: string;
}

interface StoredHistory {
  orchestrator: OrchestratorName;
  instanceId: string;
  input: unknown;
  turns: StoredEvent[][];
}

const FOLDER = 'test/fixtures/histories';
const COMPLETED = 1;
/** Events of what an orchestrator asked for: an activity, a sub-orchestration, a timer. */
const ASKED = [4, 7, 10];
/** Number of the action that waits for an event: it leaves no event. */
const WAITS = 6;

const stored = readdirSync(FOLDER).flatMap((version) =>
  readdirSync(join(FOLDER, version)).map(
    (file) => [version, file.replace('.json', ''), join(FOLDER, version, file)] as const,
  ),
);

/**
 * What was under way when a version was deployed goes on under the code of the next: at each of its turns that code has to ask for just
 * what the history says was asked for, or the instance fails as not deterministic.
 */
test.each(stored)('%s: %s goes on, whatever turn it had come to', async (_version, _name, path) => {
  const { orchestrator, instanceId, input, turns } = JSON.parse(readFileSync(path, 'utf8')) as StoredHistory;
  const all = turns.flat();
  const everAsked = all.filter(({ EventType }) => ASKED.includes(EventType)).map(what);
  for (let turn = 1; turn <= turns.length; turn++) {
    /* Ahead of it stands what came in; what the turn itself asked for is what we are to find. */
    const history = [...turns.slice(0, turn - 1).flat(), ...(turns[turn - 1] ?? []).filter(cameIn)];
    const state = await runTurn(orchestrators[orchestrator], { history, input, instanceId, turn });
    expect(state.error).toBeUndefined();
    // Several that are waited for together are one action.
    const asked = state.actions.flat().flatMap((action) => action.compoundActions ?? [action]);
    const actions = asked.filter(({ actionType }) => actionType !== WAITS);
    const soFar = turns
      .slice(0, turn)
      .flat()
      .filter(({ EventType }) => ASKED.includes(EventType));
    expect(actions.map(({ functionName }) => functionName ?? 'timer')).toEqual(soFar.map(what));
    expect(soFar.map(what)).toEqual(everAsked.slice(0, soFar.length));
    if (turn < turns.length) continue;
    const end = all.find(({ EventType }) => EventType === COMPLETED);
    expect({ done: state.isDone, output: state.output ?? null }).toEqual({
      done: end !== undefined,
      output: JSON.parse(end?.Result ?? 'null'),
    });
  }
});

test('the histories tell of waiting, approval, refusal, a run, incidents, alerts and a broken glass', () => {
  const told = stored.map(([, , path]) => readFileSync(path, 'utf8')).join('\n');
  for (const name of [
    ...['tallyVotes', 'wake', 'confirmPlan', 'followRun', 'verifyAction', '"rejected_by_approver'],
    ...['tellPager', 'tellStatusPage', 'schedulePostmortem', 'keepMarkedMessage', 'wakeInstance', 'proposeIncident'],
    ...['lookAtDebt', 'tellRefusal', 'publishHome', 'greetConversation'],
  ]) {
    expect(told.replaceAll('\\"', '"')).toContain(name);
  }
});

function what({ EventType, Name }: StoredEvent): string {
  return EventType === 10 ? 'timer' : (Name ?? '');
}

function cameIn({ EventType }: StoredEvent): boolean {
  return ![...ASKED, COMPLETED, 13].includes(EventType);
}
