/** The app's own slash command, which takes every other as its first word. */
export const APP_COMMAND = 'countersign';

const PREFIX = 'cs-';

/**
 * Names that Slack keeps for itself: an app manifest that asks for one is refused whole.
 * https://slack.com/help/articles/201259356-Slash-commands-in-Slack
 */
const RESERVED = new Set([
  ...['active', 'apps', 'archive', 'away', 'call', 'collapse', 'dm', 'dnd', 'expand', 'feed', 'feedback', 'help'],
  ...['invite', 'invite_people', 'join', 'keys', 'kick', 'leave', 'me', 'msg', 'mute', 'open', 'part', 'prefs', 'pro'],
  ...['remind', 'remove', 'rename', 'search', 'shortcuts', 'shrug', 'star', 'status', 'topic', 'unarchive', 'who'],
]);

/** `deploy` → `deploy`, `status` → `cs-status`. */
export function slackCommandName(name: string): string {
  return RESERVED.has(name) ? PREFIX + name : name;
}

/** Plain names by those that differ from them in Slack: `cs-status` → `status`. */
export type PlainNames = ReadonlyMap<string, string>;

export function plainNames(names: string[]): PlainNames {
  return new Map(names.map((name): [string, string] => [slackCommandName(name), name]).filter(([a, b]) => a !== b));
}
