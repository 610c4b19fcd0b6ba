import { checkCommands } from '../../../local/slack/people/reserved-commands';
import { commands } from '../../../src/commands';
import { type CommandSpec } from '../../../src/model/command-spec';
import { slackManifest } from '../../../src/platforms/slack/manifest';

const spec = (name: string): CommandSpec => ({
  name,
  summary: 's',
  example: 'e',
  arguments: [],
  options: [],
  changes: false,
});

test('every command is registered, under a name that Slack allows', () => {
  const names = slackManifest([...commands.map((command) => command.spec), spec('status')], 'https://app.example/')
    .features.slash_commands;
  expect(names.map(({ command }) => command)).toEqual(
    expect.arrayContaining(['/deploy', '/cs-help', '/cs-status', '/countersign']),
  );
  expect(() => checkCommands(names.map(({ command }) => command))).not.toThrow();
  expect(names[0]).toMatchObject({
    url: 'https://app.example/api/slack/commands',
    usage_hint: '<service> <version> <environment>',
    should_escape: true,
  });
});

test('it asks for the events and addresses that we serve', () => {
  const { settings } = slackManifest([], 'https://app.example');
  expect(settings.event_subscriptions).toEqual({
    request_url: 'https://app.example/api/slack/events',
    bot_events: ['app_home_opened', 'app_mention', 'message.im', 'reaction_added', 'reaction_removed'],
  });
  expect(settings.interactivity.request_url).toBe('https://app.example/api/slack/interactions');
});

test('what Slack would refuse whole is refused here, with the reason', () => {
  const many = Array.from({ length: 50 }, (_, index) => spec(`c${index}`));
  expect(() => slackManifest(many, 'https://a.example')).toThrow('50 slash commands, not 51');
  expect(() => slackManifest([spec('a'.repeat(32))], 'https://a.example')).toThrow('longer than the 32 characters');
});
