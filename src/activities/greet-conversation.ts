import { type Origin } from '../model/command-request';
import { welcomeView } from '../views/welcome-view';
import { type Dependencies } from './dependencies';
import { tellOnce } from './tell-once';

/** Greets a conversation once, however often we are added to it. */
export function greetConversation(dependencies: Dependencies) {
  return async (origin: Origin): Promise<void> => {
    const place = [origin.platform, origin.tenant, origin.channel].join(':');
    await tellOnce(dependencies, place, 'greeting', async () => {
      const outbox = await dependencies.outbox(origin.platform);
      await outbox.post(origin, welcomeView(dependencies.commands.map(({ spec }) => spec)), `greeting-${place}`);
    });
  };
}
