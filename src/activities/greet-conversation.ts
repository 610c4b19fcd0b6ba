import { type Origin } from '../model/command-request';
import { welcomeView } from '../views/welcome-view';
import { isQuiet } from '../policy/is-quiet';
import { type Dependencies } from './dependencies';
import { homeOf } from './publish-home';
import { tellOnce } from './tell-once';

/** Greets a conversation once, however often we are added to it; who is alone with us sees what waits for them. */
export function greetConversation(dependencies: Dependencies) {
  return async (origin: Origin): Promise<void> => {
    if (isQuiet(dependencies.company, origin)) return;
    const place = [origin.platform, origin.tenant, origin.channel].join(':');
    await tellOnce(dependencies, place, 'greeting', async () => {
      const outbox = await dependencies.outbox(origin.platform);
      await outbox.post(origin, welcomeView(dependencies.commands.map(({ spec }) => spec)), `greeting-${place}`);
      if (origin.personal) await outbox.post(origin, await homeOf(dependencies, origin), `waiting-${place}`);
    });
  };
}
