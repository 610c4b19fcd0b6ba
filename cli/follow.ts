import { setTimeout as sleep } from 'node:timers/promises';
import { type SayAction } from '../src/model/view';
import { type Api, type State } from './api';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/** A request is there a moment after it was taken. */
const APPEARS_MS = 30_000;
/** The outcome is recorded a moment before the last message says it. */
const SAID_MS = 8_000;
const BETWEEN_MS = 250;

/** What the requester is asked before it goes on. */
export type Confirm = (action: SayAction, state: State) => Promise<void>;

/** Watches a command to its end. @returns how it stands then */
export async function follow(
  api: Pick<Api, 'state'>,
  id: string,
  show: (state: State) => void,
  confirm?: Confirm,
): Promise<State> {
  const began = Date.now();
  const asked = new Set<string>();
  let endedAt: number | undefined;
  let seen: State | undefined;
  for (;;) {
    const state = await api.state(id, endedAt === undefined ? seen?.revision : undefined);
    if (!state) {
      if (Date.now() - began > APPEARS_MS) throw new CliError('There is no such request.', EXIT.usage);
      await sleep(BETWEEN_MS);
      continue;
    }
    if (state.revision !== seen?.revision) show(state);
    seen = state;
    if (state.state === 'ended') {
      endedAt ??= Date.now();
      if (isSaid(state) || Date.now() - endedAt > SAID_MS) return state;
      await sleep(BETWEEN_MS);
      continue;
    }
    const action = confirm && wanted(state);
    if (action && !asked.has(JSON.stringify(action))) {
      asked.add(JSON.stringify(action));
      await confirm(action, state);
    }
  }
}

function isSaid({ messages, told }: State): boolean {
  const last = messages.at(-1)?.view;
  return last ? last.kind === 'result' || !['request', 'progress'].includes(last.kind) : told.length > 0;
}

function wanted({ yours, messages }: State): SayAction | undefined {
  if (!yours) return undefined;
  return messages.at(-1)?.view.actions?.find((action): action is SayAction => action.kind === 'confirm');
}
