import { timingSafeEqual } from 'node:crypto';
import { rs256, verifiedClaims } from './jwt';
import { newSigningKey, once } from './keys';

export const BOT_AUDIENCE = 'https://api.botframework.com';
const BOT_SCOPE = `${BOT_AUDIENCE}/.default`;
const lifeSeconds = 3599;

/** A refusal in Entra's words. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export interface TokenRefusal {
  status: 400 | 401;
  error: string;
  code: number;
  description: string;
}

/** Entra's side of the trust: the tokens by which the bot calls the connector. */
export class BotTokens {
  private readonly key = once(() => newSigningKey());

  constructor(
    private readonly bot: { appId: string; password: string; tenantId: string },
    private readonly now: () => number,
  ) {}

  /** Answers a client-credentials request, or says why not. */
  issue(tenantId: string, form: Record<string, unknown>): { token: string; expiresIn: number } | TokenRefusal {
    const { appId, password } = this.bot;
    if (form.grant_type !== 'client_credentials')
      return refusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    if (tenantId !== this.bot.tenantId)
      return refusal(400, 'invalid_request', 90002, `Tenant '${tenantId}' not found.`);
    if (form.client_id !== appId)
      return refusal(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${String(form.client_id)}' was not found in the directory.`,
      );
    if (!same(form.client_secret, password))
      return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    if (form.scope !== BOT_SCOPE)
      return refusal(
        400,
        'invalid_scope',
        70011,
        `The provided value for the scope is not valid: ${String(form.scope)}.`,
      );
    const now = Math.floor(this.now() / 1000);
    const claims = {
      aud: BOT_AUDIENCE,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: now,
      nbf: now,
      exp: now + lifeSeconds,
      appid: appId,
      tid: tenantId,
      ver: '1.0',
    };
    return { token: rs256({ kid: this.key().kid }, claims, this.key().privateKey), expiresIn: lifeSeconds };
  }

  /** Whether an `authorization` header bears a token of ours that is still good. */
  accepts(authorization: string | undefined): boolean {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    const claims = token ? verifiedClaims(token, this.key().publicKey) : undefined;
    const now = this.now() / 1000;
    return (
      claims?.aud === BOT_AUDIENCE &&
      claims.appid === this.bot.appId &&
      Number(claims.exp) > now &&
      Number(claims.nbf) <= now + 1
    );
  }
}

const refusal = (status: 400 | 401, error: string, code: number, description: string): TokenRefusal => ({
  status,
  error,
  code,
  description: `AADSTS${code}: ${description}`,
});

function same(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
