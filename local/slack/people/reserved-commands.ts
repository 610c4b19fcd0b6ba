/**
 * Slash commands that are Slack's own: no app can register one, and a manifest that names one is refused whole.
 * https://slack.com/help/articles/201259356 and, as tried on slack.com, https://github.com/NousResearch/hermes-agent/pull/18456
 */
const reserved = new Set(
  (
    '/active /apps /archive /away /call /collapse /dm /dnd /expand /feed /feedback /help /invite /invite_people /join ' +
    '/keys /kick /leave /me /msg /mute /open /part /prefs /pro /remind /remove /rename /search /shortcuts /shrug /star ' +
    '/status /topic /unarchive /who'
  ).split(' '),
);

export const isReserved = (command: string) => reserved.has(command);

const mostCommands = 50;

/** @throws Error that names every command that Slack would not let an app register */
export function checkCommands(commands: string[]): void {
  const wrong = [
    ...(commands.length > mostCommands ? [`${commands.length} commands; an app has at most ${mostCommands}`] : []),
    ...commands
      .filter((command) => !/^\/[a-z0-9-]{1,31}$/.test(command))
      .map((command) => `${command}: a slash, then lower-case letters, digits and hyphens, 32 characters in all`),
    ...commands.filter(isReserved).map((command) => `${command} is one of Slack's own commands`),
  ];
  if (wrong.length) throw new Error(`Slack would refuse these slash commands: ${wrong.join('; ')}`);
}
