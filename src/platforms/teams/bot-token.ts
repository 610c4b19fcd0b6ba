import { ChatError } from '../chat-error';
import { asText, parseObject } from '../shared/read-json';
import { type TeamsSettings } from './settings';

/** A token is asked for again this long before it expires, ms. */
const EARLY_MS = 5 * 60_000;
const ASK_MS = 5_000;

interface Token {
  text: string;
  /** ms since 1970. */
  expires: number;
}

/**
 * The token by which the bot speaks to Teams, asked for once and kept until shortly before it expires; undefined where nobody is
 * authenticated. Throws ChatError.
 */
export function botToken(settings: TeamsSettings, clock = Date.now): () => Promise<string | undefined> {
  let asked: Promise<Token> | undefined;
  let expires = 0;
  return async () => {
    if (settings.appId === undefined) return undefined;
    if (!asked || clock() >= expires) {
      expires = Infinity;
      asked = ask(settings, settings.appId, clock);
      asked.then(
        (token) => {
          expires = token.expires - EARLY_MS;
        },
        () => {
          asked = undefined;
        },
      );
    }
    return (await asked).text;
  };
}

function ask(settings: TeamsSettings, appId: string, clock: () => number): Promise<Token> {
  return settings.appType === 'UserAssignedMSI' ? byIdentity(settings, appId) : bySecret(settings, appId, clock);
}

async function byIdentity({ endpoints }: TeamsSettings, clientId: string): Promise<Token> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const token = await new ManagedIdentityCredential({ clientId })
    .getToken(`${endpoints.ToChannelFromBotOAuthScope}/.default`)
    .catch((cause: unknown) => {
      throw new ChatError('The managed identity gives no token for Teams.', 'no_token', true, { cause });
    });
  return { text: token.token, expires: token.expiresOnTimestamp };
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function bySecret({ endpoints, appPassword }: TeamsSettings, appId: string, clock: () => number): Promise<Token> {
  if (!appPassword) throw new ChatError('MicrosoftAppPassword is not set.', 'not_set_up', false);
  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appPassword,
    scope: `${endpoints.ToChannelFromBotOAuthScope}/.default`,
  };
  const started = clock();
  const response = await fetch(`${endpoints.ToChannelFromBotLoginUrl}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(ASK_MS),
  }).catch((cause: unknown) => {
    throw new ChatError('The login service did not answer.', 'no_token', true, { cause });
  });
  const answer = parseObject(await response.text().catch(() => '')) ?? {};
  const text = asText(answer['access_token']);
  if (response.ok && text) return { text, expires: started + Number(answer['expires_in'] ?? 0) * 1000 };
  const told = asText(answer['error']) ?? '';
  const code = /^[a-z_]{1,60}$/.test(told) ? told : `http_${response.status}`;
  const temporary = response.status >= 500 || response.status === 429;
  const hint = code === 'invalid_client' ? ' (check MicrosoftAppPassword)' : '';
  throw new ChatError(`The login service gives no token for Teams: ${code}${hint}.`, code, temporary);
}
