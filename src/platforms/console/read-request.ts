import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { type RawRequest, type Receipt } from '../platform';
import { refuse } from '../shared/http-answers';
import { parseObject } from '../shared/read-json';
import { type Caller } from './authenticate';
import { bodies, type Kind } from './bodies';

/** Reads what an identified caller sent. */
export function readRequest({ kind, body, now }: RawRequest, caller: Caller, channels: string[]): Receipt {
  const sent = parseObject(body.toString('utf8'));
  if (!sent) return refuse(400, 'The body is not a JSON object.');
  const problem = problemWith(kind as Kind, sent);
  if (problem) return refuse(400, problem);
  const channel = typeof sent['channel'] === 'string' ? sent['channel'].replace(/^#/, '') : channels[0];
  if (channel === undefined || !channels.includes(channel)) {
    return refuse(400, `There is no such channel. There are: ${channels.join(', ')}.`);
  }
  return { event: eventOf(kind as Kind, sent, { caller, channel, now }) };
}

/** In one sentence: where it is wrong, and how. */
function problemWith(kind: Kind, sent: object): string | undefined {
  const { error } = bodies[kind].safeParse(sent);
  if (!error) return undefined;
  const [issue] = error.issues;
  const inner = issue?.code === 'invalid_union' ? nearest(issue.errors) : issue;
  const path = [...(issue?.path ?? []), ...(inner === issue ? [] : (inner?.path ?? []))].join('.');
  return `${path || 'The body'}: ${inner?.message ?? 'is not right'}.`;
}

/** Of the forms that a body may have, the one that fits best says what is wrong. */
function nearest<T>(errors: T[][]): T | undefined {
  return [...errors].sort((one, other) => one.length - other.length)[0]?.[0];
}

function eventOf(
  kind: Kind,
  sent: object,
  { caller, channel, now }: { caller: Caller; channel: string; now: Date },
): ChatEvent {
  const { tenant, account } = caller;
  // The key is the caller's own: nobody else can be first with it.
  const keyed = (given: string) => ({ scope: kind, key: `${account}:${given}` });
  const origin = (handle?: string): Origin => ({
    platform: 'console',
    tenant,
    account,
    channel,
    channelName: channel,
    ...(handle !== undefined && { replyUrl: handle }),
  });
  switch (kind) {
    case 'commands': {
      const { key, ...asked } = bodies.commands.parse(sent);
      if ('line' in asked) {
        const text = asked.line.trim();
        return { kind: 'command', key: keyed(key), text, origin: origin(key), answerable: true };
      }
      const { command, values, from } = asked;
      return { kind: 'form', key: keyed(key), command, values, from, origin: origin(key), answerable: true };
    }
    case 'votes': {
      const { key, id, round, planHash, decision, reason, typed } = bodies.votes.parse(sent);
      return {
        kind: 'vote',
        key: keyed(key),
        decision,
        on: { ballot: { instanceId: id, round, planHash } },
        ...(reason?.trim() && { reason: reason.trim() }),
        ...(typed !== undefined && { typed }),
        at: now.toISOString(),
        origin: origin(key),
        by: 'words',
        answerable: true,
      };
    }
    case 'choices': {
      const { command, field, typed, values } = bodies.choices.parse(sent);
      return { kind: 'choices-wanted', command, field, typed, values, origin: origin() };
    }
  }
}
