import { createPublicKey, randomBytes, verify, type KeyObject } from 'node:crypto';
import { ApiError } from './api-error';
import { actionsBotAccount } from './demo-people';
import type { Account } from './world';

export interface GitHubApp {
  id: number;
  /** PEM; its private key does as well. */
  publicKey: string;
}

export const installationId = 51_400_007;
const tokenLife = 3_600_000;

/** One GitHub App, installed in the organization: checks its JSONWebTokens and issues installation tokens that live for an hour. */
export class AppAuth {
  readonly account: Account = {
    ...actionsBotAccount,
    login: 'countersign[bot]',
    id: 190_400_001,
    name: 'countersign[bot]',
    email: '',
  };
  private readonly key: KeyObject;
  private readonly tokens = new Map<string, number>();

  constructor(
    readonly app: GitHubApp,
    private readonly now: () => number,
  ) {
    this.key = createPublicKey(app.publicKey);
  }

  /** @returns its expiry in ms since 1970 */
  issueToken(): { token: string; expiresAt: number } {
    const issued = { token: `ghs_${randomBytes(18).toString('hex')}`, expiresAt: this.now() + tokenLife };
    this.tokens.set(issued.token, issued.expiresAt);
    return issued;
  }

  isLiveToken(token: string): boolean {
    return (this.tokens.get(token) ?? 0) > this.now();
  }

  /** @throws ApiError 401 as docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app describes */
  checkJwt(jwt: string): void {
    const refuse = (message: string) => new ApiError(401, message);
    const [header = '', claims = '', signature = ''] = jwt.split('.');
    const decoded = decode(header)?.alg === 'RS256' ? decode(claims) : undefined;
    const signed = verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${claims}`),
      this.key,
      Buffer.from(signature, 'base64url'),
    );
    if (!decoded || !signed) throw refuse('A JSON web token could not be decoded');
    const now = this.now() / 1000;
    const { exp, iat, iss } = decoded;
    if (typeof exp !== 'number' || exp <= now)
      throw refuse(
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    if (exp > now + 660) throw refuse("'Expiration time' claim ('exp') is too far in the future");
    if (typeof iat !== 'number' || iat > now + 60)
      throw refuse("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
    if (String(iss) !== String(this.app.id)) throw new ApiError(404, 'Integration not found');
  }
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
