import { type slackManifest } from '../../src/platforms/slack/manifest';
import { checkCommands } from '../slack/people/reserved-commands';

/** https://docs.slack.dev/reference/app-manifest */
const MOST = { name: 35, description: 140, botName: 80, commandDescription: 2000, usageHint: 1000 };

/** A line for each thing for which Slack would refuse the manifest. */
export function manifestProblems(manifest: ReturnType<typeof slackManifest>): string[] {
  const { display_information: shown, features, settings } = manifest;
  const addresses = [
    ...features.slash_commands.map(({ url }) => url),
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
  ];
  const refused = [...new Set(addresses)].filter((address) => !isPublicHttps(address));
  return [
    ...refused.map((address) => `${address} is not an https address that Slack can reach.`),
    ...tooLong('name', shown.name, MOST.name),
    ...tooLong('description', shown.description, MOST.description),
    ...tooLong('name of the bot', features.bot_user.display_name, MOST.botName),
    ...features.slash_commands.flatMap((one) => [
      ...tooLong(`description of ${one.command}`, one.description, MOST.commandDescription),
      ...tooLong(`usage hint of ${one.command}`, 'usage_hint' in one ? (one.usage_hint ?? '') : '', MOST.usageHint),
    ]),
    ...doubled(features.slash_commands.map(({ command }) => command)),
    ...unallowed(features.slash_commands.map(({ command }) => command)),
  ];
}

function isPublicHttps(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && hostname.includes('.') && !/^(?:127\.|10\.|192\.168\.|169\.254\.)/.test(hostname);
}

function tooLong(what: string, text: string, most: number): string[] {
  return text.length > most ? [`The ${what} has ${text.length} characters; Slack takes ${most}.`] : [];
}

function doubled(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} is there twice.`);
}

function unallowed(names: string[]): string[] {
  try {
    checkCommands(names);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
