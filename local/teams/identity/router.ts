import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { type BotTokens } from './bot-tokens';
import { CHANNEL_ISSUER, type ChannelTokens } from './channel-tokens';

export const METADATA_PATH = '/v1/.well-known/openidconfiguration';
const keysPath = '/v1/.well-known/keys';

/** Bot Framework's OpenID metadata with its keys, and Entra's token endpoint below a tenant. */
export function identityRouter(
  channelTokens: ChannelTokens,
  botTokens: BotTokens,
  ownUrl: () => string,
  now: () => number,
): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get(METADATA_PATH, (c) =>
      c.json({
        issuer: CHANNEL_ISSUER,
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: ownUrl() + keysPath,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      }),
    )
    .get(keysPath, (c) => c.json(channelTokens.keySet()))
    .post('/:tenant/oauth2/v2.0/token', async (c) => {
      const answer = botTokens.issue(c.req.param('tenant'), await c.req.parseBody());
      c.header('cache-control', 'no-store, no-cache');
      if ('error' in answer) {
        const { status, error, code, description } = answer;
        const trace = {
          timestamp: new Date(now()).toISOString(),
          trace_id: randomUUID(),
          correlation_id: randomUUID(),
        };
        return c.json({ error, error_description: description, error_codes: [code], ...trace }, status);
      }
      const { token, expiresIn } = answer;
      return c.json({ token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token });
    });
}
