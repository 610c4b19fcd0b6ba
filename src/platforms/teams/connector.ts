import { ConnectorClient } from 'botframework-connector';
import { ChatError } from '../chat-error';
import { botToken } from './bot-token';
import { tryAgain } from '../shared/try-again';
import { teamsCallError } from './failure';
import { isSafeAddress } from './safe-address';
import { type TeamsSettings } from './settings';

/** How long a call may take, all its attempts together, and whether it may be sent again when no answer came. */
interface CallPolicy {
  attemptMs: number;
  deadlineMs: number;
  /** False where sending it twice would do it twice. */
  repeatable: boolean;
}

export const READ_OR_REPLACE: CallPolicy = { attemptMs: 4000, deadlineMs: 12_000, repeatable: true };
export const SAY_ONCE: CallPolicy = { ...READ_OR_REPLACE, repeatable: false };

/** Errors are TeamsCallError. `doing` names the call in them. */
export type Call = <T>(
  doing: string,
  serviceUrl: string,
  send: (conversations: ConnectorClient['conversations'], options: { abortSignal: AbortSignal }) => Promise<T>,
  policy: CallPolicy,
) => Promise<T>;

const FIRST_WAIT_MS = 300;

/**
 * Bot Framework's connector with one policy for all calls, ours: 429 waits as long as it asks, 412, 502 and 504 are sent again
 * with growing waits, as Microsoft's guidance has it; what may have worked is not said twice.
 */
export function connectorCaller(settings: TeamsSettings): Call {
  const token = botToken(settings);
  const clients = new Map<string, ConnectorClient>();
  const clientFor = (serviceUrl: string) => {
    if (!isSafeAddress(serviceUrl)) throw new ChatError('Teams may be reached by https only.', 'unsafe_address', false);
    const made = clients.get(serviceUrl) ?? newClient(serviceUrl, token);
    clients.set(serviceUrl, made);
    return made;
  };
  return async (doing, serviceUrl, send, policy) => {
    const { conversations } = clientFor(serviceUrl);
    const once = async () => {
      try {
        return await send(conversations, { abortSignal: AbortSignal.timeout(policy.attemptMs) });
      } catch (error) {
        throw teamsCallError(doing, error);
      }
    };
    return tryAgain(once, { ...policy, firstWaitMs: FIRST_WAIT_MS });
  };
}

/** The client's own retries are off: they would wait as long as any answer asks. */
function newClient(baseUri: string, token: () => Promise<string | undefined>): ConnectorClient {
  const client = new ConnectorClient(
    {
      async signRequest(request) {
        const text = await token();
        if (text !== undefined) request.headers.set('authorization', `Bearer ${text}`);
        return request;
      },
    },
    { baseUri, userAgent: 'Countersign' },
  );
  const { pipeline } = (client as unknown as { client: { pipeline: { removePolicy(which: { name: string }): void } } })
    .client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}
