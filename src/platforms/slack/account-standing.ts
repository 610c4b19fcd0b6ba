import { type UsersInfoResponse } from '@slack/web-api';
import { ChatError } from '../chat-error';
import { type Outbox } from '../platform';
import { READ_OR_REPLACE, type SlackCall } from './slack-call';

type Standing = Awaited<ReturnType<Outbox['standing']>>;

const FRESH_MS = 60_000;
const REMEMBERED = 1000;

/** Asks users.info, once a minute for each account. What cannot be found out is thrown, never guessed. */
export function accountStanding(call: SlackCall, teamId: string | undefined, clock = Date.now): Outbox['standing'] {
  const known = new Map<string, { standing: Standing; until: number }>();
  return async (account, tenant) => {
    if (tenant !== teamId) return 'stranger';
    const before = known.get(account);
    if (before && before.until > clock()) return before.standing;
    const standing = await ask(call, account, teamId);
    if (known.size >= REMEMBERED) known.clear();
    known.set(account, { standing, until: clock() + FRESH_MS });
    return standing;
  };
}

async function ask(call: SlackCall, account: string, teamId: string): Promise<Standing> {
  try {
    const { user } = await call('users.info', (web) => web.users.info({ user: account }), READ_OR_REPLACE);
    if (!user) throw new ChatError("Slack's answer to users.info names no user.", 'unreadable', true);
    return standingOf(user, teamId);
  } catch (error) {
    if (error instanceof ChatError && ['user_not_found', 'user_not_visible'].includes(error.code)) return 'stranger';
    throw error;
  }
}

/** https://docs.slack.dev/reference/objects/user-object */
function standingOf(user: NonNullable<UsersInfoResponse['user']>, teamId: string): Standing {
  const teams = user.enterprise_user?.teams ?? [];
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== teamId && !teams.includes(teamId))) {
    return 'stranger';
  }
  return user.is_restricted || user.is_ultra_restricted || user.is_invited_user ? 'guest' : 'ours';
}
