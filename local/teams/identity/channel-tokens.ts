import { hs256, rs256, unsigned } from './jwt';
import { newSigningKey, once } from './keys';

/** What can be wrong with the token of a request to the app. */
export const tokenFlaws = [
  'missing',
  'not-a-token',
  'other-key',
  'unendorsed-key',
  'expired',
  'not-yet-valid',
  'wrong-audience',
  'other-issuer',
  'other-service-url',
  'alg-none',
  'hs256',
] as const;
export type TokenFlaw = (typeof tokenFlaws)[number];

/** Bot Framework's, in every token that it sends with an activity. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';
const lifeSeconds = 3600;
/** Bot Builder tolerates clocks that differ by 5 minutes. */
const beyondToleranceSeconds = 600;

/** Bot Framework's side of the trust: the keys it publishes and the tokens it signs with them. */
export class ChannelTokens {
  /* Made when they are first needed: a stack in which nobody speaks Teams starts without waiting for them. */
  private readonly key = once(() => newSigningKey(['msteams']));
  private readonly unendorsed = once(() => newSigningKey(['webchat']));
  private readonly stranger = once(() => newSigningKey());

  constructor(
    private readonly appId: string,
    private readonly now: () => number,
  ) {}

  /** The JSON Web Key Set. */
  keySet(): object {
    return { keys: [this.key().jwk, this.unendorsed().jwk] };
  }

  /**
   * @param serviceUrl where the app is to answer; stands in the token, so that nobody sends it elsewhere
   * @returns the value of `authorization`; undefined for the flaw `missing`
   */
  authorization(serviceUrl: string, flaw?: TokenFlaw): string | undefined {
    if (flaw === 'missing') return undefined;
    return `Bearer ${flaw === 'not-a-token' ? 'abracadabra' : this.mint(serviceUrl, flaw)}`;
  }

  private mint(serviceUrl: string, flaw?: TokenFlaw): string {
    const now = Math.floor(this.now() / 1000);
    const key = this.key();
    const claims = { serviceurl: serviceUrl, nbf: now, exp: now + lifeSeconds, iss: CHANNEL_ISSUER, aud: this.appId };
    const header = { kid: key.kid, x5t: key.kid };
    switch (flaw) {
      case 'other-key':
        return rs256(header, claims, this.stranger().privateKey);
      case 'unendorsed-key':
        return rs256({ kid: this.unendorsed().kid }, claims, this.unendorsed().privateKey);
      case 'alg-none':
        return unsigned(header, claims);
      case 'hs256':
        return hs256(header, claims, key.publicKey.export({ type: 'spki', format: 'pem' }) as string);
      default:
        return rs256(header, { ...claims, ...wrong(flaw, now) }, key.privateKey);
    }
  }
}

function wrong(flaw: TokenFlaw | undefined, now: number): object {
  switch (flaw) {
    case 'expired':
      return { nbf: now - lifeSeconds - beyondToleranceSeconds, exp: now - beyondToleranceSeconds };
    case 'not-yet-valid':
      return { nbf: now + beyondToleranceSeconds };
    case 'wrong-audience':
      return { aud: '99999999-9999-9999-9999-999999999999' };
    case 'other-issuer':
      return { iss: 'https://issuer.example' };
    case 'other-service-url':
      return { serviceurl: 'https://service.example/' };
    default:
      return {};
  }
}
