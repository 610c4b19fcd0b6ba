import { ChatError } from '../chat-error';
import { asObject, asText } from '../shared/read-json';

/** A call of Slack's API that came to nothing. */
export class SlackCallError extends ChatError {
  override name = 'SlackCallError';
  constructor(
    message: string,
    code: string,
    temporary: boolean,
    /** Whether Slack may have done what was asked all the same. */
    readonly mayHaveWorked: boolean,
    /** What Slack asks to wait, ms. */
    readonly waitMs: number | undefined,
    cause: unknown,
  ) {
    super(message, code, temporary, { cause });
  }
}

/** Slack's own trouble, after which "some aspect of the operation" may have succeeded. */
const SLACK_TROUBLE = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
/** The request never left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);

const HINTS: Record<string, string> = {
  not_in_channel: 'invite the bot there: /invite @Countersign',
  channel_not_found: 'if the channel is private, invite the bot there: /invite @Countersign',
  invalid_auth: 'check SLACK_BOT_TOKEN',
  account_inactive: 'check SLACK_BOT_TOKEN',
  token_revoked: 'check SLACK_BOT_TOKEN',
  not_authed: 'check SLACK_BOT_TOKEN',
  missing_scope: 'add the scope to the app (docs/slack.md) and install it again',
};

/** What the SDK threw, in our terms. No token is in it: the SDK keeps request headers out of its errors. */
export function slackCallError(method: string, error: unknown): SlackCallError {
  const thrown = asObject(error);
  switch (thrown['code']) {
    case 'slack_webapi_platform_error':
      return refusal(method, asObject(thrown['data']), error);
    case 'slack_webapi_rate_limited_error': {
      const seconds = Number(thrown['retryAfter']);
      const message = `Slack takes no more ${method} for ${seconds} s.`;
      return new SlackCallError(message, 'ratelimited', true, false, seconds * 1000, error);
    }
    case 'slack_webapi_http_error': {
      const status = Number(thrown['statusCode']);
      const message = `Slack answered ${method} with HTTP ${status}.`;
      return new SlackCallError(message, `http_${status}`, status >= 500, status >= 500, undefined, error);
    }
    default:
      return noAnswer(method, error);
  }
}

function refusal(method: string, data: Record<string, unknown>, cause: unknown): SlackCallError {
  const told = asText(data['error']) ?? '';
  if (!/^[a-z0-9_]{1,80}$/.test(told)) {
    return new SlackCallError(
      `Slack's answer to ${method} cannot be read.`,
      'unreadable',
      true,
      true,
      undefined,
      cause,
    );
  }
  const trouble = SLACK_TROUBLE.has(told);
  const limited = told === 'ratelimited' || told === 'rate_limited';
  const messages = asObject(data['response_metadata'])['messages'];
  const details = [
    HINTS[told],
    asText(data['needed']) && `needed: ${asText(data['needed'])}`,
    Array.isArray(messages) && messages.length ? messages.map(String).join('; ').slice(0, 500) : undefined,
  ].filter(Boolean);
  const message = `Slack refused ${method}: ${told}${details.length ? ` (${details.join('; ')})` : ''}.`;
  return new SlackCallError(message, told, trouble || limited, trouble, undefined, cause);
}

function noAnswer(method: string, error: unknown): SlackCallError {
  const original = asObject(asObject(error)['original'] ?? error);
  const reason = asText(asObject(original['cause'])['code']) ?? asText(original['name']) ?? 'unknown';
  const sent = !NOT_SENT.has(reason);
  const message = sent ? `Slack did not answer ${method} (${reason}).` : `Slack could not be reached (${reason}).`;
  return new SlackCallError(message, sent ? 'no_answer' : 'unreachable', true, sent, undefined, error);
}
