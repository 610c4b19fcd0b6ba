import { commands } from '../src/commands/index';
import { slackManifest } from '../src/platforms/slack/manifest';
import { demoCommands } from './slack/demo-workspace';
import { type Command } from './slack/people/stage';

/** The demo company's slash commands; those that the app's manifest describes first, with what it says of them. */
export function slackCommands(): Command[] {
  const specs = commands.map(({ spec }) => spec);
  const { slash_commands } = slackManifest(specs, 'http://127.0.0.1').features;
  const described: Command[] = slash_commands.map(({ command, description, ...more }) => ({
    command,
    description,
    shouldEscape: true,
    usageHint: 'usage_hint' in more ? more.usage_hint : undefined,
  }));
  return [...described, ...demoCommands.filter(({ command }) => !described.some((one) => one.command === command))];
}
