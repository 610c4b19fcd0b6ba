import { ChatError } from '../chat-error';
import { asObject, asText, type JsonObject, parseObject } from '../shared/read-json';
import { tryAgain } from '../shared/try-again';
import { TeamsCallError } from './failure';

/** Microsoft Graph, as the app. */
export interface GraphAccess {
  /** `https://graph.microsoft.com`, or that of another cloud; without version. */
  url: string;
  /** A bearer token for a scope. */
  token: (scope: string) => Promise<string>;
}

export interface GraphRequest {
  /** Names the call in errors. */
  doing: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Below `/v1.0`. */
  path: string;
  body?: object;
  /** Of a file, in place of `body`. */
  content?: { type: string; bytes: Buffer };
  /** True where sending it twice does it once. */
  repeatable: boolean;
}

/** Errors are TeamsCallError. */
export type GraphCall = (request: GraphRequest) => Promise<JsonObject>;

const ATTEMPT_MS = 6_000;
const DEADLINE_MS = 15_000;
const FIRST_WAIT_MS = 300;

/** One policy for all calls: 429 waits as long as it asks, trouble of Graph's is tried again where that does no harm. */
export function graphCaller({ url, token }: GraphAccess): GraphCall {
  const { origin } = new URL(url);
  const tries = { attemptMs: ATTEMPT_MS, deadlineMs: DEADLINE_MS, firstWaitMs: FIRST_WAIT_MS };
  return (request) =>
    tryAgain(async () => send(request, origin, await bearer(request.doing, token, origin)), {
      ...tries,
      repeatable: request.repeatable,
    });
}

async function bearer(doing: string, token: GraphAccess['token'], origin: string): Promise<string> {
  return token(`${origin}/.default`).catch((cause: unknown) => {
    throw new ChatError(`Microsoft Graph: no token for ${doing}: assign the app an identity.`, 'no_token', true, {
      cause,
    });
  });
}

async function send(
  { doing, method, path, body, content }: GraphRequest,
  origin: string,
  token: string,
): Promise<JsonObject> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${origin}/v1.0${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(content && { 'content-type': content.type }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(content && { body: new Uint8Array(content.bytes) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    text = await response.text();
  } catch (cause) {
    const message = `Microsoft Graph did not answer ${doing}.`;
    throw new TeamsCallError(message, 'no_answer', true, undefined, true, undefined, cause);
  }
  const answer = parseObject(text);
  if (!response.ok) throw refused(doing, response, answer);
  // 201 and 204 come without a body where there is nothing to tell.
  if (!answer && text !== '') {
    const message = `Microsoft Graph's answer to ${doing} cannot be read.`;
    throw new TeamsCallError(message, 'unreadable', true, response.status, true, undefined, undefined);
  }
  return answer ?? {};
}

/** https://learn.microsoft.com/graph/errors */
function refused(doing: string, { status, headers }: Response, answer: JsonObject | undefined): TeamsCallError {
  const told = asObject(answer?.['error']);
  const given = asText(told['code']) ?? '';
  // The same refusal has come with either code.
  const taken = given === 'NameAlreadyExists' || /^Channel name already existed/.test(asText(told['message']) ?? '');
  const code = taken ? 'name_taken' : /^\w{1,80}$/.test(given) ? given : `http_${status}`;
  const temporary = status === 429 || status >= 500;
  const seconds = Number(headers.get('retry-after'));
  const hint = status === 401 || status === 403 ? ' (give the identity the permissions of docs/teams.md)' : '';
  const message = `Microsoft Graph refused ${doing}: HTTP ${status} ${code}${hint}.`;
  const wait = status === 429 && seconds > 0 ? seconds * 1_000 : undefined;
  return new TeamsCallError(message, code, temporary, status, status >= 500, wait, undefined);
}
