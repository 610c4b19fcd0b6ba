import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor';
import { parseObject } from '../shared/read-json';
import { type TeamsActivity } from './activity';
import { type TeamsSettings } from './settings';

/** `unverifiable`: the keys cannot be had just now. */
export type Authenticity = 'genuine' | 'forged' | 'unverifiable';

export type Authenticate = (activity: TeamsActivity, authorization: string) => Promise<Authenticity>;

/** Microsoft's own reading has no time limit. */
const KEYS_MS = 8_000;

/**
 * Whether Bot Framework signed this activity for us: issuer, audience, expiry (5 minutes off at most), service URL, and a key endorsed
 * for Teams. The checks are botbuilder's, and beside them those that it leaves out: tokens of emulators and skills are no
 * channel's, and a key without endorsements endorses nobody. This file is loaded when first needed, and Bot Framework with it.
 */
export function authenticator({ appId, endpoints }: TeamsSettings): Authenticate {
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { ...endpoints },
    {
      isValidAppId: async (id: string) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({ signRequest: async (request) => request }),
    },
  );
  const { openIdMetadata } = new JwtTokenExtractor({}, endpoints.ToBotFromChannelOpenIdMetadataUrl, ['RS256']);
  /** Read once: that takes as long as to verify by it. There are a handful. */
  const keys = new Map<string, KeyObject>();
  const keyOf = (pem: string) => {
    const key = keys.get(pem) ?? createPublicKey(pem);
    keys.set(pem, key);
    return key;
  };
  return async (activity, authorization) => {
    const { header, claims, signed, signature } = partsOf(authorization);
    if (claims['iss'] !== endpoints.ToBotFromChannelTokenIssuer || typeof header['kid'] !== 'string') return 'forged';
    try {
      const key = await inTime(openIdMetadata.getKey(header['kid']));
      if (!key?.endorsements?.includes(activity.channelId)) return 'forged';
      // botbuilder looks too, but writes a kilobyte to the log for each token that anybody made up.
      if (header['alg'] !== 'RS256' || !verify('RSA-SHA256', signed, keyOf(key.key), signature)) return 'forged';
      await inTime(authentication.authenticateRequest(activity as never, authorization));
      return 'genuine';
    } catch (error) {
      return isRefusal(error) ? 'forged' : 'unverifiable';
    }
  };
}

function partsOf(authorization: string) {
  const [header = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  const read = (part: string) => parseObject(Buffer.from(part, 'base64url').toString()) ?? {};
  return {
    header: read(header),
    claims: read(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** What botbuilder and jsonwebtoken throw about the token; anything else is about the way to the keys. */
function isRefusal(error: unknown): boolean {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  return statusCode === 401 || ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(name ?? '');
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The keys were not read in time.')), KEYS_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
