import { type JsonObject, parseObject } from '../shared/read-json';
import { tryAgain } from '../shared/try-again';
import { refusedCall, unansweredCall, unreadableAnswer } from './failure';
import { type DiscordSettings } from './settings';

export interface Request {
  /** Names the call in errors. */
  doing: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v10`, or an interaction's own address, which takes no token of ours. */
  path: string;
  body?: object;
  /** Goes beside the body. */
  file?: { name: string; type: string; content: Buffer };
  /** True where sending it twice does it once. */
  repeatable: boolean;
}

/** Errors are DiscordCallError. Gives what Discord answered; an array's elements under `items`. */
export type DiscordCall = (request: Request) => Promise<JsonObject>;

const ATTEMPT_MS = 4000;
const DEADLINE_MS = 10_000;
const FIRST_WAIT_MS = 200;

/** One policy for all calls: 429 waits as long as it asks, trouble of Discord's is tried again, within 10 s in all. */
export function discordCaller({ botToken, apiUrl }: Pick<DiscordSettings, 'botToken' | 'apiUrl'>): DiscordCall {
  const tries = { attemptMs: ATTEMPT_MS, deadlineMs: DEADLINE_MS, firstWaitMs: FIRST_WAIT_MS };
  return (request) => tryAgain(() => send(request, apiUrl, botToken), { ...tries, repeatable: request.repeatable });
}

async function send({ doing, method, path, body, file }: Request, apiUrl: string, botToken = ''): Promise<JsonObject> {
  const own = path.startsWith('/');
  let response: Response;
  let text: string;
  try {
    response = await fetch(own ? `${apiUrl}/api/v10${path}` : path, {
      method,
      headers: {
        'user-agent': 'DiscordBot (https://github.com/countersign, 0.1.0)',
        ...(own ? { authorization: `Bot ${botToken}` } : {}),
        ...(body && !file ? { 'content-type': 'application/json' } : {}),
      },
      ...(file ? { body: formOf(body, file) } : body ? { body: JSON.stringify(body) } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    text = await response.text();
  } catch (error) {
    throw unansweredCall(doing, error);
  }
  const answer = parseObject(text.startsWith('[') ? `{"items":${text}}` : text);
  if (!response.ok) throw refusedCall(doing, response.status, answer, response.headers.get('retry-after'));
  if (!answer && response.status !== 204) throw unreadableAnswer(doing);
  return answer ?? {};
}

/** https://docs.discord.com/developers/reference#uploading-files */
function formOf(body: object | undefined, { name, type, content }: NonNullable<Request['file']>): FormData {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body ?? {}));
  form.set('files[0]', new Blob([new Uint8Array(content)], { type }), name);
  return form;
}
