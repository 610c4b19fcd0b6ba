import { type MessageRef } from '../model/message-ref';
import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { ChatError } from '../platforms/chat-error';
import { type Dependencies, refer } from './dependencies';
import { tellOnce } from './tell-once';

/**
 * Calls people to a request, each once: below its message, or below its mirror where they have an account on that platform
 * alone. A mirror that does not take it holds nothing up.
 */
export async function callVoters(
  dependencies: Dependencies,
  { instanceId, message, step }: { instanceId: string; message: MessageRef; step: string },
  people: string[],
  view: (called: PersonRef[]) => View,
): Promise<void> {
  const { mirrors = [], ...own } = message;
  const called = people
    .map(refer(dependencies))
    .map((person) => ({ person, at: [own, ...mirrors].find(({ platform }) => person.accounts[platform]) ?? own }));
  const callAt = async (place: MessageRef, name: string) => {
    const here = called.filter(({ at }) => at === place).map(({ person }) => person);
    if (here.length === 0) return;
    const outbox = await dependencies.outbox(place.platform);
    await tellOnce(dependencies, instanceId, name, () => outbox.reply(place, view(here)));
  };
  await callAt(own, step);
  for (const mirror of mirrors) {
    try {
      await callAt(mirror, `${step}-${mirror.platform}`);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
    }
  }
}
