import { type CommandSpec } from '../../model/command-spec';
import { usage } from '../../model/options-of';
import { MENU_ENTRIES } from './message-menu';

/** https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema */
const VERSION = '1.30';
/** "maxItems" of `bots.commandLists.commands`. */
const COMMANDS = 12;
/** Of a command's description; newer schemas allow more, Teams' menu does not show more. */
const DESCRIPTION = 128;
const SCOPES = ['personal', 'team', 'groupChat'] as const;

export interface TeamsPackage {
  /** Entra application ID of the bot, which is the app's ID too. */
  appId: string;
  /** Host name at which the function app is reached. */
  domain: string;
  /** Semantic version; Teams offers an update when it grows. */
  version: string;
  /** Who runs it, at most 32 characters. */
  company: string;
  /** Pages about it; Teams asks for all three, with https. */
  websiteUrl: string;
  privacyUrl: string;
  termsOfUseUrl: string;
  /** Application ID URI, for single sign-on. */
  resource?: string;
}

/** The files of icons that the manifest names. */
export const ICONS = { color: 'color.png', outline: 'outline.png' };

/** The Teams app manifest for these commands. The rarest are left out of the menu where there are more than it takes; all work. */
export function teamsManifest(specs: CommandSpec[], given: TeamsPackage) {
  const { appId, domain, version, company, websiteUrl, privacyUrl, termsOfUseUrl, resource } = given;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: { name: company, websiteUrl, privacyUrl, termsOfUseUrl },
    name: { short: 'Countersign', full: 'Countersign: operations from chat' },
    description: {
      short: 'Operations from chat, with approval and audit.',
      full:
        'Deploy, roll back, scale and migrate from a chat. What is sensitive waits for the approval of those whom your rules name; ' +
        'every command, vote and outcome is recorded. Type help to see what you can do.',
    },
    icons: ICONS,
    accentColor: '#1F3A5F',
    bots: [
      {
        botId: appId,
        scopes: SCOPES,
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes: SCOPES, commands: menu(specs) }],
      },
    ],
    composeExtensions: [{ botId: appId, commands: messageMenu() }],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [domain],
    supportsChannelFeatures: 'tier1',
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    ...(resource ? { webApplicationInfo: { id: appId, resource } } : {}),
  };
}

/** What is offered in the menu of every message. https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command */
function messageMenu() {
  const common = { type: 'action', context: ['message'], fetchTask: true };
  return [
    {
      id: MENU_ENTRIES.keep,
      title: "Keep in the incident's timeline",
      description: 'What this message says is kept in the timeline of the incident that is talked about here.',
      ...common,
    },
    {
      id: MENU_ENTRIES.remove,
      title: 'Take out of the timeline',
      description: 'What you had kept of this message is taken out of the timeline again.',
      ...common,
    },
  ];
}

/** `help`, which is last, is always on it: it tells of the others. */
function menu(specs: CommandSpec[]) {
  // Lines about one request are pressed, not typed.
  const typed = specs.filter(({ example }) => !example.includes('<'));
  const shown = typed.length > COMMANDS ? [...typed.slice(0, COMMANDS - 1), ...typed.slice(-1)] : typed;
  return shown.map((spec) => ({ title: spec.name, description: cut(`${spec.summary}: ${usage(spec)}`) }));
}

const cut = (text: string) => (text.length > DESCRIPTION ? `${text.slice(0, DESCRIPTION - 1)}…` : text);
