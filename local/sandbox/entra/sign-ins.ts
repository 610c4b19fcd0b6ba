import { randomBytes, randomInt } from 'node:crypto';
import { type Claims, rs256 } from '../../teams/identity/jwt';
import { newSigningKey, type SigningKey } from '../../teams/identity/keys';

export interface EntraPerson {
  /** The name by which they act here, e.g. `alice`. */
  name: string;
  /** Object ID, a GUID. */
  id: string;
  email: string | null;
}

/** What Entra answers instead of a token. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export interface Refusal {
  error: string;
  error_description: string;
}

interface SignIn {
  userCode: string;
  scope: string;
  expiresAt: number;
  /** Absent while nobody has said anything; null when it was declined. */
  person?: EntraPerson | null;
}

const LIFE_SECONDS = 900;
const TOKEN_SECONDS = 3_600;
/** Nobody takes one of these for another. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** Sign-ins by device code of one tenant and one public client, and the tokens that come of them. */
export class SignIns {
  private readonly open = new Map<string, SignIn>();
  private readonly refresh = new Map<string, { person: EntraPerson; scope: string }>();
  private keys: SigningKey[] = [newSigningKey()];

  constructor(
    readonly tenantId: string,
    readonly clientId: string,
    readonly people: EntraPerson[],
    private readonly issuer: () => string,
    private readonly now: () => number,
  ) {}

  begin(scope: string) {
    const deviceCode = randomBytes(32).toString('base64url');
    const userCode = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    this.open.set(deviceCode, { userCode, scope, expiresAt: this.now() + LIFE_SECONDS * 1_000 });
    return { deviceCode, userCode, expiresIn: LIFE_SECONDS };
  }

  /** @returns false when no sign-in waits under this code */
  decide(userCode: string, person: EntraPerson | null): boolean {
    const wanted = userCode.toUpperCase().replace(/[^A-Z]/g, '');
    const waiting = [...this.open.values()].find((one) => one.userCode === wanted && one.person === undefined);
    if (!waiting || waiting.expiresAt <= this.now()) return false;
    waiting.person = person;
    return true;
  }

  redeemDevice(deviceCode: string) {
    const waiting = this.open.get(deviceCode);
    if (!waiting) return refusal('bad_verification_code', 'AADSTS70020: The provided value for the code is not valid.');
    if (waiting.expiresAt <= this.now()) return refusal('expired_token', 'AADSTS70020: The device code has expired.');
    const { person, scope } = waiting;
    if (person === undefined) return refusal('authorization_pending', 'AADSTS70016: The user has not yet signed in.');
    this.open.delete(deviceCode);
    if (person === null) return refusal('authorization_declined', 'AADSTS65004: The user declined to consent.');
    return this.tokens(person, scope);
  }

  redeemRefresh(token: string) {
    const known = this.refresh.get(token);
    if (!known) return refusal('invalid_grant', 'AADSTS70000: The refresh token is not valid any more.');
    return this.tokens(known.person, known.scope);
  }

  /** A token as a person of the tenant gets it; `over` is what a test wants different. */
  accessToken(name: string, over: Claims = {}, key = this.keys[0]!): string {
    const person = this.people.find((one) => one.name === name);
    if (!person) throw new Error(`nobody here is called ${name}`);
    const now = Math.floor(this.now() / 1_000);
    const claims = {
      aud: this.clientId,
      iss: this.issuer(),
      iat: now,
      nbf: now,
      exp: now + TOKEN_SECONDS,
      azp: this.clientId,
      name: person.name,
      oid: person.id,
      preferred_username: person.email,
      scp: 'access_as_user',
      sub: randomBytes(24).toString('base64url'),
      tid: this.tenantId,
      ver: '2.0',
      ...over,
    };
    return rs256({ kid: key.kid }, claims, key.privateKey);
  }

  jwks() {
    return { keys: this.keys.map(({ jwk }) => jwk) };
  }

  /** Signs with a new key from now on; the old one is published until it is rolled again. */
  rollKeys(): void {
    this.keys = [newSigningKey(), this.keys[0]!];
  }

  private tokens(person: EntraPerson, scope: string) {
    const refreshToken = randomBytes(48).toString('base64url');
    this.refresh.set(refreshToken, { person, scope });
    return {
      token_type: 'Bearer',
      scope,
      expires_in: TOKEN_SECONDS,
      access_token: this.accessToken(person.name),
      ...(scope.split(' ').includes('offline_access') && { refresh_token: refreshToken }),
    };
  }
}

export function refusal(error: string, error_description: string): Refusal {
  return { error, error_description };
}
