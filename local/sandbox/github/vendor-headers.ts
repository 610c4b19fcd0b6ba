import type { MiddlewareHandler } from 'hono';
import { createHash, randomBytes } from 'node:crypto';
import { ApiError } from './api-error';
import type { GitHubEnv } from './env';

const versions = ['2022-11-28', '2026-03-10'];
const hour = 3_600_000;

/** GitHub's primary limit: so many requests an hour. Answers 304 are free. */
export class RateLimit {
  private resetAt = 0;
  private used = 0;

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  spend(): boolean {
    this.roll();
    if (this.used >= this.limit) return false;
    this.used += 1;
    return true;
  }

  giveBack(): void {
    this.used -= 1;
  }

  /** OpenAPI `rate-limit` */
  present() {
    this.roll();
    return {
      limit: this.limit,
      used: this.used,
      remaining: this.limit - this.used,
      reset: Math.ceil(this.resetAt / 1000),
    };
  }

  private roll(): void {
    if (this.now() < this.resetAt) return;
    this.resetAt = this.now() + hour;
    this.used = 0;
  }
}

/** Request ID, media type, API version, rate limit and ETag on every answer; 304 when the caller has it already. */
export function vendorHeaders(rate: RateLimit): MiddlewareHandler<GitHubEnv> {
  return async (c, next) => {
    const version = c.req.header('x-github-api-version');
    const free = c.req.path === '/rate_limit';
    const refusal = refuse(c.req.header('user-agent'), version) ?? (free || rate.spend() ? undefined : exhausted());
    if (refusal) c.res = refusal.toResponse();
    else await next();
    if (c.res.status === 200 && c.req.method === 'GET') await addEtag(c, () => rate.giveBack());
    const { headers } = c.res;
    if (headers.has('x-hono-already-sent')) return;
    const { limit, used, remaining, reset } = rate.present();
    const values: Record<string, string> = {
      server: 'github.com',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': randomBytes(14).toString('hex').toUpperCase(),
      'x-github-api-version-selected': version ?? versions[0]!,
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    };
    for (const [name, value] of Object.entries(values)) c.res.headers.set(name, value);
    if (c.res.headers.get('content-type') === 'application/json')
      c.res.headers.set('content-type', 'application/json; charset=utf-8');
  };
}

function refuse(userAgent: string | undefined, version: string | undefined): ApiError | undefined {
  if (!userAgent)
    return new ApiError(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      'en/rest/overview/resources-in-the-rest-api#user-agent-required',
    );
  if (version !== undefined && !versions.includes(version))
    return new ApiError(
      400,
      `"${version}" is not a supported API version. Supported: ${versions.join(', ')}.`,
      'rest/about-the-rest-api/api-versions',
    );
  return undefined;
}

const exhausted = () =>
  new ApiError(
    403,
    'API rate limit exceeded for user ID 148201019.',
    'rest/using-the-rest-api/rate-limits-for-the-rest-api',
  );

async function addEtag(c: Parameters<MiddlewareHandler<GitHubEnv>>[0], onMatch: () => void): Promise<void> {
  if (c.res.headers.has('x-hono-already-sent')) return;
  const etag = `W/"${createHash('sha256')
    .update(await c.res.clone().text())
    .digest('hex')}"`;
  const headers = new Headers(c.res.headers);
  headers.set('etag', etag);
  headers.set('cache-control', 'private, max-age=60, s-maxage=60');
  const known = c.req.header('if-none-match')?.split(/,\s*/).includes(etag) ?? false;
  if (!known) {
    for (const [name, value] of headers) c.res.headers.set(name, value);
    return;
  }
  onMatch();
  headers.delete('content-type');
  headers.delete('content-length');
  c.res = undefined;
  c.res = new Response(null, { status: 304, headers });
}
