import { startDiscord } from '../../../local/discord';
import { registerCommands } from '../../../local/discord-package/register-commands';
import { commands } from '../../../src/commands';
import { applicationCommands } from '../../../src/platforms/discord/application-commands';

const body = applicationCommands(commands.map(({ spec }) => spec));

test('the commands are registered in the server in place of all others, and a 429 is waited for', async () => {
  const server = await startDiscord({ commands: [{ type: 1, name: 'old', description: 'goes' }] });
  server.faults.set({ kind: 'too-many-requests', method: 'PUT', times: 1, retryAfterSeconds: 1 });
  const settings = { apiUrl: server.url, botToken: server.botToken };
  expect(await registerCommands(settings, '700000000000000001', body, () => undefined)).toBe(body.length);
  expect(server.guild.state.commands.map(({ name }) => name)).toEqual(body.map(({ name }) => name));
  await expect(registerCommands(settings, '799999999999999999', body, () => undefined)).rejects.toThrow(
    /Missing Access/,
  );
  await expect(registerCommands({ ...settings, botToken: 'x' }, '1', body, () => undefined)).rejects.toThrow(/401/);
  await server.close();
});
