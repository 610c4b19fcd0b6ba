import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { LogqlError } from './logql/tokens';
import { queryRange } from './query-range';
import { Streams } from './streams';

export interface LokiOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Asks for this bearer token, as a gateway in front of Loki would; without it anybody may ask. */
  token?: string;
  /** With it Loki has tenants (`auth_enabled`): requests without X-Scope-OrgID are refused, others' have no lines. */
  tenant?: string;
  /** Of the demo company's lines; `null` leaves them out. Default 1. */
  seed?: number | null;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface LokiServer extends Listening {
  faults: Faults;
  requests: Recorder;
}

const push = z.object({
  streams: z.array(
    z.object({
      stream: z.record(z.string(), z.string()),
      values: z.array(z.tuple([z.string().regex(/^\d+$/), z.string()]).rest(z.unknown())),
    }),
  ),
});

/** Loki's HTTP API over what the demo company's services log and what is pushed, in memory, on 127.0.0.1. */
export async function startLoki(options: LokiOptions = {}): Promise<LokiServer> {
  const now = options.now ?? Date.now;
  const seed = options.seed === undefined ? 1 : (options.seed ?? undefined);
  const streams = new Streams(seed);
  const nobodys = new Streams(undefined);
  const faults = new Faults();
  const requests = new Recorder(now);

  const app = new Hono<ServerEnv>()
    .route(
      '/',
      adminRoutes(faults, requests, () => ({ pushedStreams: streams.count() })),
    )
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .get('/ready', (c) => c.text('ready\n'))
    .use(async (c, next) => {
      if (options.token !== undefined && c.req.header('authorization') !== `Bearer ${options.token}`)
        return vendorError(401);
      if (options.tenant !== undefined && !c.req.header('x-scope-orgid')) return c.text('no org id\n', 401);
      await next();
    })
    .post('/loki/api/v1/push', async (c) => {
      const given = push.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.text(`couldn't parse push request: ${given.error.message}\n`, 400);
      for (const { stream, values } of given.data.streams)
        streams.push(
          stream,
          values.map(([time, line]) => ({ time: BigInt(time), line })),
        );
      return c.body(null, 204);
    })
    .on(['GET', 'POST'], '/loki/api/v1/query_range', async (c) => {
      const ours = options.tenant === undefined || c.req.header('x-scope-orgid') === options.tenant;
      const data = queryRange(ours ? streams : nobodys, await parametersOf(c, now()));
      return c.json({ status: 'success', data: { ...data, stats: {} } });
    })
    .notFound((c) => c.text('404 page not found\n', 404))
    .onError((error, c) => {
      if (error instanceof LogqlError) return c.text(`${error.message}\n`, 400);
      console.error('sandbox Loki:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, faults, requests };
}

/** Those of the query string and, on POST, of the form. */
async function parametersOf(c: Context<ServerEnv>, now: number) {
  const given = new URL(c.req.url).searchParams;
  if (c.req.method === 'POST')
    for (const [name, value] of new URLSearchParams(await c.req.text())) given.set(name, value);
  const end = instant(given, 'end', BigInt(now) * 1_000_000n);
  const start = instant(given, 'start', end - 3_600_000_000_000n);
  const limit = given.get('limit') ?? '100';
  if (!/^\d+$/.test(limit)) throw new LogqlError(`strconv.ParseUint: parsing "${limit}": invalid syntax`);
  if (limit === '0') throw new LogqlError('limit must be a positive value');
  const step = given.get('step') ?? String(Math.max(1, Math.floor(Number(end - start) / 1e9 / 250)));
  const stepSeconds = Number(step.replace(/s$/, ''));
  if (!(stepSeconds > 0))
    throw new LogqlError('zero or negative query resolution step widths are not accepted. Try a positive integer');
  const direction = (given.get('direction') ?? 'backward').toLowerCase();
  if (!['forward', 'backward'].includes(direction)) throw new LogqlError(`invalid direction '${direction}'`);
  return {
    query: given.get('query') ?? '',
    start,
    end,
    limit: Number(limit),
    stepSeconds,
    forward: direction === 'forward',
  };
}

/** ns since 1970: as such, as seconds with a fraction or of at most ten digits, or as RFC 3339 (pkg/loghttp/params.go). */
function instant(parameters: URLSearchParams, name: string, otherwise: bigint): bigint {
  const given = parameters.get(name);
  if (given === null) return otherwise;
  if (/^\d{11,}$/.test(given)) return BigInt(given);
  const milliseconds = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given);
  if (Number.isNaN(milliseconds)) throw new LogqlError(`could not parse '${name}' parameter: cannot parse "${given}"`);
  return BigInt(Math.round(milliseconds)) * 1_000_000n;
}

/** Loki's errors are plain text; 401 is of the gateway before it. */
function vendorError(status: number): Response {
  const texts: Record<number, string> = {
    401: 'Unauthorized',
    429: 'too many outstanding requests',
    503: 'empty ring',
    504: 'context deadline exceeded',
  };
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return new Response(`${texts[status] ?? 'internal server error'}\n`, { status, headers });
}
