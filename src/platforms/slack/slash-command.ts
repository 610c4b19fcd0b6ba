import { type Receipt } from '../platform';
import { channelName } from './channel-name';
import { commandLine } from './command-line';
import { type PlainNames } from './command-names';
import { emptyAnswer, refuse } from '../shared/http-answers';
import { safeReplyUrl } from './reply-url';
import { unslackText } from './unslack-text';

/** Reads a slash command's form. https://docs.slack.dev/interactivity/implementing-slash-commands */
export function readSlashCommand(form: URLSearchParams, teamId: string, apiUrl: string, plain: PlainNames): Receipt {
  if (form.get('ssl_check') === '1') return { answer: emptyAnswer() };
  if (form.get('team_id') !== teamId) return refuse(403, 'This is not our workspace.');
  const command = form.get('command');
  const trigger = form.get('trigger_id');
  const account = form.get('user_id');
  const channel = form.get('channel_id');
  if (!command || !trigger || !account || !channel) {
    return refuse(400, 'A slash command has command, trigger_id, user_id and channel_id.');
  }
  return {
    event: {
      kind: 'command',
      key: { scope: 'command', key: trigger },
      text: commandLine(`${command} ${unslackText(form.get('text') ?? '')}`, plain),
      origin: {
        platform: 'slack',
        tenant: teamId,
        account,
        channel,
        channelName: channelName(form.get('channel_name') || undefined),
        replyUrl: safeReplyUrl(form.get('response_url') ?? undefined, apiUrl),
      },
      answerable: true,
      formHandle: trigger,
    },
  };
}
