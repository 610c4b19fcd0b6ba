import { ChatError } from '../platforms/chat-error';
import { type Dependencies } from './dependencies';

/**
 * Says something at least once and, unless it was cut off between saying and noting it, only once. What a platform refuses
 * for good is not said; trouble that passes is thrown, so that the activity is run again.
 */
export async function tellOnce(
  { marks, now }: Pick<Dependencies, 'marks' | 'now'>,
  instanceId: string,
  step: string,
  say: () => Promise<void>,
): Promise<void> {
  const { first } = await marks.mark(instanceId, step, now().toISOString());
  if (!first && (await marks.get(instanceId, step)) === SAID) return;
  await showOnly(say);
  await marks.settle(instanceId, step, SAID);
}

const SAID = 'said';

/** For what only shows: a platform that refuses it for good holds nothing up. */
export async function showOnly(say: () => Promise<void>): Promise<void> {
  try {
    await say();
  } catch (error) {
    if (!(error instanceof ChatError) || error.temporary) throw error;
  }
}
