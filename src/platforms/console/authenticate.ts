import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { type ConsoleSettings } from './settings';

export interface Caller {
  tenant: string;
  /** Object ID in Entra. */
  account: string;
}

/** `unverifiable`: the keys cannot be had just now. */
export type Identified = Caller | 'forged' | 'not a member' | 'unverifiable';

export type Authenticate = (token: string, now: Date) => Promise<Identified>;

/** What a token has to allow. */
export const SCOPE = 'access_as_user';

const KEYS_MS = 5_000;
const CLOCKS_DIFFER_SECONDS = 60;

/**
 * Whose token of Entra this is: signed with RS256 by a key that our tenant publishes, for us, now, by a person who let our app act
 * for them. A key that is not known yet is looked up, at most each 30 s, so that Entra may change its keys at any time.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens,
 * https://learn.microsoft.com/entra/identity-platform/claims-validation
 */
export function authenticator({ authority, tenantId = '', clientId = '' }: ConsoleSettings): Authenticate {
  const keys = createRemoteJWKSet(new URL(`${authority}/${tenantId}/discovery/v2.0/keys`), {
    timeoutDuration: KEYS_MS,
    cooldownDuration: 30_000,
    cacheMaxAge: 3_600_000,
  });
  return async (token, now) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: `${authority}/${tenantId}/v2.0`,
        audience: clientId,
        currentDate: now,
        clockTolerance: CLOCKS_DIFFER_SECONDS,
        requiredClaims: ['exp', 'nbf', 'iat', 'oid', 'tid', 'scp', 'azp'],
      });
      return callerOf(payload, tenantId, clientId);
    } catch (error) {
      return isRefusal(error) ? 'forged' : 'unverifiable';
    }
  };
}

/**
 * `azp` is the app that the person signed in to. It has to be our own registration: members may consent to any app of the tenant that
 * asks for our scope, and that app could then decide in their name.
 */
function callerOf(
  { oid, tid, scp, azp, ver, idtyp, acct }: JWTPayload,
  tenantId: string,
  clientId: string,
): Identified {
  const scopes = typeof scp === 'string' ? scp.split(' ') : [];
  const account = typeof oid === 'string' ? oid.toLowerCase() : '';
  const ours = tid === tenantId && ver === '2.0' && azp === clientId;
  const genuine = ours && idtyp !== 'app' && scopes.includes(SCOPE);
  if (!genuine || !/^[0-9a-f-]{36}$/.test(account)) return 'forged';
  // Where the registration asks for this claim: 1 is a guest of the tenant.
  return acct === 1 ? 'not a member' : { tenant: tenantId, account };
}

/** What jose throws about the token; anything else is about the way to the keys. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return ABOUT_TOKENS.has(error.code);
}

const ABOUT_TOKENS = new Set([
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_EXPIRED',
  'ERR_JWT_INVALID',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
]);
