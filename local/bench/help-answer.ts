import { commands } from '../../src/commands/index';
import { type ChatEvent } from '../../src/model/chat-event';
import { createSlack } from '../../src/platforms/slack/index';

/** What the product answers to /cs-help, whoever asks, so that every server in the comparison sends the same bytes. */
const help = commands.find(({ spec }) => spec.name === 'help');
const view = help?.kind === 'answers' ? help.answer({}, undefined as never) : undefined;
const slack = createSlack({
  apiUrl: 'https://slack.com/api/',
  signingSecrets: ['x'],
  teamId: 'T',
  botToken: 'x',
  commandNames: [],
});

const asked: ChatEvent = {
  kind: 'command',
  key: { scope: 'command', key: '1' },
  text: '/help',
  origin: { platform: 'slack', tenant: 'T', account: 'U', channel: 'C' },
  answerable: true,
};

export const HELP_ANSWER = JSON.parse(slack.acknowledge(asked, view).body ?? '{}') as object;
