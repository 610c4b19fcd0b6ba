import { setTimeout as sleep } from 'node:timers/promises';
import { type DiscordCall, discordCaller } from '../../src/platforms/discord/discord-call';
import { DiscordCallError } from '../../src/platforms/discord/failure';
import { type DiscordSettings } from '../../src/platforms/discord/settings';

/** Registering is limited far more than talking: Discord may ask for a wait of minutes. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Puts these commands in place of all that the server has of ours.
 * @param told hears what is waited for
 * @returns how many there are now
 */
export async function registerCommands(
  settings: Pick<DiscordSettings, 'apiUrl' | 'botToken'>,
  guild: string,
  commands: object[],
  told: (words: string) => void,
): Promise<number> {
  const call = patient(discordCaller(settings), told);
  const { id } = await call({ doing: 'who I am', method: 'GET', path: '/applications/@me', repeatable: true });
  const path = `/applications/${String(id)}/guilds/${guild}/commands`;
  const { items } = await call({ doing: 'the commands', method: 'PUT', path, body: commands, repeatable: true });
  return (items as unknown[]).length;
}

/** A 429 that asks for more than a chat message can wait is waited for all the same. */
function patient(call: DiscordCall, told: (words: string) => void): DiscordCall {
  return async (request) => {
    for (;;) {
      try {
        return await call(request);
      } catch (error) {
        const wait = error instanceof DiscordCallError ? error.waitMs : undefined;
        if (wait === undefined || wait > LONGEST_WAIT_MS) throw error;
        told(`${(error as Error).message} Waiting.`);
        await sleep(wait);
      }
    }
  };
}
