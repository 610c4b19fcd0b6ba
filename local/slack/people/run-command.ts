import { SlackError } from '../api/slack-error';
import { isObject, type Json } from '../block-kit/check';
import { failureOf, type Delivery } from '../delivery/deliveries';
import { channelName } from '../delivery/origin';
import { type ReplyTo } from '../delivery/replies';
import { post } from '../state/messages';
import { type Channel, type Message, type User } from '../state/model';
import { composeText } from './compose-text';
import { isReserved } from './reserved-commands';
import { type Command, type Stage } from './stage';

export interface CommandResult {
  /** Absent when the command is no command of the app. */
  delivery?: Delivery;
  /** What was shown as the answer itself: the ack's text, or Slack's refusal. */
  shown?: Message;
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function runCommand(
  stage: Stage,
  user: User,
  channel: Channel,
  name: string,
  text: string,
): Promise<CommandResult> {
  const { store, deliveries, replies, triggers, requestUrl, verificationToken } = stage;
  const typed = `${name} ${text}`.trim();
  store.log({ kind: 'typed', user: user.id, channel: channel.id, onlyFor: user.id, text: typed });
  const tell = (words: string) =>
    post(store, { channel: channel.id, user: 'USLACKBOT', onlyFor: user.id }, { text: words }).message;
  const command = stage.commands.find((registered) => registered.command === name);
  if (!command) return { shown: tell(refusalOf(stage.commands, name)) };

  const { team, app } = store.state;
  const to: ReplyTo = { user: user.id, channel: channel.id, typed };
  const form = new URLSearchParams({
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text: command.shouldEscape ? composeText(text, store.state, true) : text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: replies.issue('commands', to),
    trigger_id: triggers.issue({ user: user.id, channel: channel.id }),
  });
  const delivery = await deliveries.send({
    kind: 'command',
    type: name,
    url: requestUrl('commands'),
    contentType: 'application/x-www-form-urlencoded',
    body: form.toString(),
  });
  const failure = failureOf(delivery);
  if (failure) return { delivery, shown: tell(`${name} failed with the error "${failure}"`) };
  const answer = payloadOf(delivery);
  if (!answer) return { delivery };
  try {
    return { delivery, shown: replies.show(to, answer) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { delivery, shown: tell(`${name} failed with the error "${error.code}"`) };
  }
}

function refusalOf(commands: Command[], name: string): string {
  if (!isReserved(name)) {
    return (
      `${name} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.\n\n` +
      'If you are trying to send a message and not run a command, try preceding the "/" with an empty space.'
    );
  }
  const likely = commands.find(({ command }) => command.endsWith(`-${name.slice(1)}`));
  return `${name} is one of Slack's own commands, no app receives it.${likely ? ` Did you mean ${likely.command}?` : ''}`;
}

/** The ack's body: nothing, plain text (shown to the person only) or a message as JSON. */
function payloadOf({ answer }: Delivery): Json | undefined {
  const body = answer?.body.trim();
  if (!body) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    if (isObject(parsed)) return Object.keys(parsed).length ? parsed : undefined;
  } catch {
    // not JSON: plain text
  }
  return { text: body };
}
