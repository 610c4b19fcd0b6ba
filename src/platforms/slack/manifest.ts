import { type CommandSpec } from '../../model/command-spec';
import { APP_COMMAND, slackCommandName } from './command-names';
import { SLASH_COMMANDS, SLASH_COMMAND_NAME } from './limits';

/** What the app may do, and what for. docs/slack.md has the same table. */
export const SCOPES = {
  'app_mentions:read': 'commands by mention',
  'bookmarks:read': "whether a link is in the bar of an incident's channel already",
  'bookmarks:write': "dashboard and status page in the bar of an incident's channel",
  'channels:history': 'finding a message whose answer was lost, instead of posting it twice',
  'channels:join': 'answering in public channels that nobody invited it to',
  'channels:manage': "making an incident's channel, inviting its people, its topic",
  'channels:read': "finding an incident's channel whose answer was lost",
  'chat:write': 'messages, their updates, private answers',
  commands: 'slash commands',
  'groups:history': 'as channels:history, in private channels',
  'groups:read': 'as channels:read, in private channels',
  'groups:write': 'as channels:manage, in private channels',
  'im:history': 'commands in direct messages; as channels:history there',
  'files:write': 'the whole of a long answer, as a file',
  'im:write': 'a direct message where a private answer cannot be shown in the channel',
  'mpim:history': 'as channels:history, in group conversations',
  'pins:write': "an incident's card on top of its channel",
  'reactions:read': '✅ and ❌ as votes',
  'usergroups:read': 'who is in a user group',
  'users:read': 'whether a voter is a full member: no guest, bot, stranger, leaver',
};

const EVENTS = ['app_home_opened', 'app_mention', 'message.im', 'reaction_added', 'reaction_removed'];

/**
 * The app manifest for these commands, to be pasted at api.slack.com. `baseUrl` is where the function app is reached.
 * Throws when there are more commands than Slack takes. https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest(specs: CommandSpec[], baseUrl: string) {
  const at = (kind: string) => `${baseUrl.replace(/\/+$/, '')}/api/slack/${kind}`;
  const commands = [...specs.map(slashCommand), appCommand()];
  if (commands.length > SLASH_COMMANDS) {
    throw new Error(`Slack takes ${SLASH_COMMANDS} slash commands, not ${commands.length}.`);
  }
  const tooLong = commands.find(({ command }) => command.length > SLASH_COMMAND_NAME);
  if (tooLong) throw new Error(`${tooLong.command} is longer than the ${SLASH_COMMAND_NAME} characters Slack takes.`);
  return {
    display_information: {
      name: 'Countersign',
      description: 'Operations from chat, with approval and audit.',
      background_color: '#1f3a5f',
    },
    features: {
      bot_user: { display_name: 'Countersign', always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: commands.map((command) => ({ ...command, url: at('commands'), should_escape: true })),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { request_url: at('events'), bot_events: EVENTS },
      interactivity: {
        is_enabled: true,
        request_url: at('interactions'),
        message_menu_options_url: at('interactions'),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

function slashCommand(spec: CommandSpec) {
  const hint = spec.arguments.map(({ name, optional }) => (optional ? `[${name}]` : `<${name}>`)).join(' ');
  return {
    command: `/${slackCommandName(spec.name)}`,
    description: spec.summary,
    ...(hint && { usage_hint: hint }),
  };
}

function appCommand() {
  return { command: `/${APP_COMMAND}`, description: 'Any command of Countersign', usage_hint: '<command> …' };
}
