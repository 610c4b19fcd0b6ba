import type { MiddlewareHandler } from 'hono';
import { ApiError, notFound } from './api-error';
import type { AppAuth } from './app-auth';
import type { GitHubEnv } from './env';
import type { Account } from './world';

const isAppPath = (path: string) =>
  path === '/app' || path.startsWith('/app/') || /^\/repos\/[^/]+\/[^/]+\/installation$/.test(path);

/** Knows the machine user's token, the App's JSON web token (on the App's endpoints only) and its installation tokens. */
export function authenticate(
  token: string,
  machineUser: Account,
  app: AppAuth | undefined,
): MiddlewareHandler<GitHubEnv> {
  return async (c, next) => {
    const [, given] = /^(?:bearer|token)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    if (isAppPath(c.req.path)) {
      if (given === undefined) throw new ApiError(401, 'A JSON web token could not be decoded');
      if (!app) throw new ApiError(404, 'Integration not found');
      app.checkJwt(given);
      return next();
    }
    if (c.req.header('authorization') === undefined) {
      if (c.req.path === '/rate_limit') return next();
      // Private repositories do not exist for strangers.
      throw c.req.path.startsWith('/repos/') ? notFound() : new ApiError(401, 'Requires authentication');
    }
    if (given === token) c.set('actor', machineUser);
    else if (given !== undefined && app?.isLiveToken(given)) c.set('actor', app.account);
    else throw new ApiError(401, 'Bad credentials');
    return next();
  };
}
