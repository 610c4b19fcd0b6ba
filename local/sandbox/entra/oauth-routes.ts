import { type Context, Hono } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { refusal, type SignIns } from './sign-ins';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Keys, discovery, and the device code flow of one tenant. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function oauthRoutes(signIns: SignIns, url: () => string): Hono<ServerEnv> {
  const { tenantId, clientId } = signIns;
  const tenant = () => `${url()}/${tenantId}`;
  return new Hono<ServerEnv>()
    .get(`/${tenantId}/v2.0/.well-known/openid-configuration`, (c) =>
      c.json({
        issuer: `${tenant()}/v2.0`,
        jwks_uri: `${tenant()}/discovery/v2.0/keys`,
        device_authorization_endpoint: `${tenant()}/oauth2/v2.0/devicecode`,
        token_endpoint: `${tenant()}/oauth2/v2.0/token`,
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    )
    .get(`/${tenantId}/discovery/v2.0/keys`, (c) => c.json(signIns.jwks()))
    .post(`/${tenantId}/oauth2/v2.0/devicecode`, async (c) => {
      const form = await formOf(c);
      const wrong = wrongClient(form['client_id'], clientId);
      if (wrong) return c.json(wrong, 400);
      const { deviceCode, userCode, expiresIn } = signIns.begin(form['scope'] ?? '');
      const page = `${url()}/devicelogin`;
      return c.json({
        user_code: userCode,
        device_code: deviceCode,
        verification_uri: page,
        expires_in: expiresIn,
        interval: 1,
        message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
      });
    })
    .post(`/${tenantId}/oauth2/v2.0/token`, async (c) => {
      const form = await formOf(c);
      const answer = wrongClient(form['client_id'], clientId) ?? redeemed(form);
      return c.json(answer, 'error' in answer ? 400 : 200);
    });

  function redeemed({ grant_type: grant, device_code: code = '', refresh_token: token = '' }: Record<string, string>) {
    if (grant === DEVICE_GRANT) return signIns.redeemDevice(code);
    if (grant === 'refresh_token') return signIns.redeemRefresh(token);
    return refusal('unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
  }
}

async function formOf(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

function wrongClient(given: string | undefined, ours: string) {
  if (given === ours) return undefined;
  return refusal('unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
}
