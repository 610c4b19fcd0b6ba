import { type ConsoleBoard } from '../../model/console-board';
import { type View } from '../../model/view';
import { type HttpAnswer, type Outbox, type Platform, type RawRequest } from '../platform';
import { jsonAnswer } from '../shared/http-answers';
import { type Authenticate, type Caller } from './authenticate';
import { bodies } from './bodies';
import { toWire } from './to-wire';
import { rateLimit } from './rate-limit';
import { readRequest } from './read-request';
import { type ConsoleSettings } from './settings';

/** Ours: the longest line has 4,000 characters. */
const BODY_BYTES = 32 * 1024;

export interface Console extends Platform {
  /** Who asks, by the token that the request bears; or the answer that refuses it. */
  identify(request: Pick<RawRequest, 'headers' | 'now'>, doing: 'asks' | 'looks'): Promise<Caller | HttpAnswer>;
}

/** The command line as a platform like the others: an HTTP API whose callers sign in at Entra. */
export function createConsole(settings: ConsoleSettings, board: () => ConsoleBoard): Console {
  const { tenantId, clientId, channels } = settings;
  const limits = { asks: rateLimit(30, 1), looks: rateLimit(60, 4) };
  let authenticate: Promise<Authenticate> | undefined;
  let outbox: Promise<Outbox> | undefined;

  const identify: Console['identify'] = async ({ headers, now }, doing) => {
    if (!tenantId || !clientId) {
      const missing = clientId ? 'ENTRA_TENANT_ID' : 'ENTRA_CLIENT_ID';
      return refusal(503, `The command line is not set up here: ${missing} is not set.`);
    }
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return refusal(401, 'A bearer token of Entra is needed: countersign login.');
    authenticate ??= import('./authenticate').then(({ authenticator }) => authenticator(settings));
    const caller = await (await authenticate)(token, now);
    if (caller === 'unverifiable') return refusal(503, 'The token cannot be checked just now: Entra does not answer.');
    if (caller === 'forged')
      return refusal(401, 'The token is not genuine, not for this app, or over: countersign login.');
    if (caller === 'not a member') return refusal(403, 'Guests of the tenant ask for nothing here.');
    const wait = limits[doing](caller.account, now);
    if (wait > 0) {
      const { headers: type, ...answer } = refusal(429, `That is too much at once. Again in ${wait} s.`);
      return { ...answer, headers: { ...type, 'retry-after': String(wait) } };
    }
    return caller;
  };

  return {
    name: 'console',
    identify,
    async receive(request) {
      if (!Object.hasOwn(bodies, request.kind)) return { answer: refusal(404, 'No such address.') };
      if (request.body.length > BODY_BYTES) return { answer: refusal(413, 'The body is over 32 KiB.') };
      // A form on some web page could send other types without asking.
      if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
        return { answer: refusal(415, 'The body has to be application/json.') };
      }
      const caller = await identify(request, request.kind === 'choices' ? 'looks' : 'asks');
      return 'status' in caller ? { answer: caller } : readRequest(request, caller, channels());
    },
    acknowledge: (event, view) => jsonAnswer(event.kind === 'command' && !view ? 202 : 200, answerOf(view)),
    offer: (choices) => jsonAnswer(200, { choices }),
    async outbox() {
      return (outbox ??= import('./outbox').then(({ consoleOutbox }) => consoleOutbox(board(), tenantId)));
    },
  };
}

/** What the caller is told at once, if anything. */
function answerOf(view: View | undefined) {
  return view ? { done: view.tone !== 'bad', answer: toWire(view) } : {};
}

function refusal(status: number, error: string): HttpAnswer {
  const answer = jsonAnswer(status, { error });
  return status === 401 ? { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer' } } : answer;
}
