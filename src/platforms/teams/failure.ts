import { ChatError } from '../chat-error';
import { asObject, asText } from '../shared/read-json';

/** A call of the Bot Connector that came to nothing. */
export class TeamsCallError extends ChatError {
  override name = 'TeamsCallError';
  constructor(
    message: string,
    code: string,
    temporary: boolean,
    readonly status: number | undefined,
    /** Whether Teams may have done what was asked all the same. */
    readonly mayHaveWorked: boolean,
    /** What Teams asks to wait, ms. */
    readonly waitMs: number | undefined,
    cause: unknown,
  ) {
    super(message, code, temporary, { cause });
  }
}

/** The request never left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Microsoft: "In addition to retrying error code 429, error codes 412, 502, and 504 must also be retried". https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const PASSES = new Set([408, 412, 429, 500, 502, 503, 504]);
const UNCERTAIN = new Set([408, 500, 503]);

const HINTS: Record<string, string> = {
  BotNotInConversationRoster: 'add the app Countersign there',
  BotDisabledByAdmin: 'the administrator has blocked the app',
  ConversationNotFound: 'the conversation is gone, or the app is not in it',
  ForbiddenOperationException: 'add the app Countersign there',
  MessageWritesBlocked: 'the person has blocked the app',
};

/** What the connector client threw, in our terms. Neither the token nor what was said is in it. */
export function teamsCallError(doing: string, error: unknown): TeamsCallError {
  if (error instanceof TeamsCallError) return error;
  if (error instanceof ChatError) {
    return new TeamsCallError(error.message, error.code, error.temporary, undefined, false, undefined, error);
  }
  const thrown = asObject(error);
  const status = Number(thrown['statusCode']) || undefined;
  if (status === undefined) return noAnswer(doing, thrown);
  const response = asObject(thrown['response']);
  const told = codeOf(response);
  const code = told ?? `http_${status}`;
  const hint = told && HINTS[told] ? ` (${HINTS[told]})` : '';
  const message = `Teams refused ${doing}: HTTP ${status}${told ? ` ${told}` : ''}${hint}.`;
  const wait = status === 429 ? retryAfter(response) : undefined;
  return new TeamsCallError(message, code, PASSES.has(status), status, UNCERTAIN.has(status), wait, undefined);
}

function codeOf(response: Record<string, unknown>): string | undefined {
  const body = asObject(response['parsedBody']);
  const code = asText(asObject(body['error'])['code']);
  return code !== undefined && /^\w{1,80}$/.test(code) ? code : undefined;
}

function retryAfter(response: Record<string, unknown>): number | undefined {
  const headers = response['headers'] as { get?: (name: string) => string | undefined } | undefined;
  const seconds = Number(headers?.get?.('retry-after'));
  return seconds > 0 ? seconds * 1000 : undefined;
}

function noAnswer(doing: string, thrown: Record<string, unknown>): TeamsCallError {
  const reason = asText(thrown['code']) ?? asText(thrown['name']) ?? 'unknown';
  const sent = !NOT_SENT.has(reason);
  const message = sent ? `Teams did not answer ${doing} (${reason}).` : `Teams could not be reached (${reason}).`;
  return new TeamsCallError(message, sent ? 'no_answer' : 'unreachable', true, undefined, sent, undefined, undefined);
}
