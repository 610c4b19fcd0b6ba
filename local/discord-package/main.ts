import { parseArgs } from 'node:util';
import { commands } from '../../src/commands/index';
import { applicationCommands } from '../../src/platforms/discord/application-commands';
import { registerCommands } from './register-commands';

const USAGE = `usage: npm run package:discord [-- --register]
  Prints the commands as Discord's bulk overwrite takes them.
  --register  registers them in each server of DISCORD_GUILD_IDS, as the bot of DISCORD_BOT_TOKEN, in place of all others
              (at DISCORD_API_URL, default https://discord.com)`;

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { register: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(USAGE);
  const body = applicationCommands(commands.map(({ spec }) => spec));
  if (!values.register) return console.log(JSON.stringify(body, null, 2));
  const { DISCORD_BOT_TOKEN: botToken, DISCORD_GUILD_IDS: guilds = '', DISCORD_API_URL } = process.env;
  const guildIds = guilds.split(/[\s,]+/).filter(Boolean);
  if (!botToken || guildIds.length === 0) throw new Error('DISCORD_BOT_TOKEN and DISCORD_GUILD_IDS have to be set.');
  const apiUrl = (DISCORD_API_URL || 'https://discord.com').replace(/\/+$/, '');
  for (const guild of guildIds) {
    const registered = await registerCommands({ apiUrl, botToken }, guild, body, (words) => console.error(words));
    console.log(`${registered} commands registered in server ${guild}`);
  }
}

run().catch((error: Error) => {
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
});
