import { Hono } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { evaluate, type Table } from './kql/evaluate';
import { parseKql } from './kql/parse';
import { KqlError } from './kql/tokens';
import { type ContainerLog, ContainerLogs } from './tables';

export interface LogAnalyticsOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default `sandbox-log-analytics-token`. */
  token?: string;
  /** Default `00000000-0000-0000-0000-0000000000aa`. */
  workspace?: string;
  /** Of the demo company's lines; `null` leaves them out. Default 1. */
  seed?: number | null;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface LogAnalyticsServer extends Listening {
  token: string;
  workspace: string;
  faults: Faults;
  requests: Recorder;
  /** Adds rows to ContainerLogV2; the vendor takes them by another API. */
  add(...rows: ContainerLog[]): void;
}

const body = z.object({
  query: z.string(),
  timespan: z.string().optional(),
  workspaces: z.array(z.string()).optional(),
});

/** Azure Log Analytics' query API over ContainerLogV2, in memory, on 127.0.0.1. */
export async function startLogAnalytics(options: LogAnalyticsOptions = {}): Promise<LogAnalyticsServer> {
  const now = options.now ?? Date.now;
  const { token = 'sandbox-log-analytics-token', workspace = '00000000-0000-0000-0000-0000000000aa' } = options;
  const logs = new ContainerLogs(options.seed === undefined ? 1 : (options.seed ?? undefined), now);
  const faults = new Faults();
  const requests = new Recorder(now);

  const app = new Hono<ServerEnv>()
    .route(
      '/',
      adminRoutes(faults, requests, () => ({ addedRows: logs.count() })),
    )
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .post('/v1/workspaces/:workspace/query', async (c) => {
      const authorization = c.req.header('authorization');
      if (!authorization) return vendorError(401);
      if (authorization !== `Bearer ${token}`) return vendorError(403);
      if (c.req.param('workspace') !== workspace) return vendorError(404);
      const given = body.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success)
        return badArgument({ code: 'BadArgumentError', message: 'The request body is not valid JSON' });
      const query = parseKql(given.data.query);
      const table = evaluate(query, { ContainerLogV2: () => logs.table(given.data.timespan) });
      return c.json({ tables: [present(table)] });
    })
    .notFound(() => vendorError(404))
    .onError((error) => {
      if (error instanceof KqlError) {
        const inner = { code: error.number, message: error.message };
        const message = error.code === 'SyntaxError' ? 'A syntax error occurred.' : 'A semantic error occurred.';
        return badArgument({ code: error.code, message, innererror: inner });
      }
      console.error('sandbox Log Analytics:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, token, workspace, faults, requests, add: (...rows) => logs.add(...rows) };
}

function present({ columns, rows }: Table) {
  return {
    name: 'PrimaryResult',
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    rows: [...rows].map((row) => Object.keys(columns).map((name) => row[name] ?? null)),
  };
}

/** https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
function badArgument(innererror: object): Response {
  const error = { message: 'The request had some invalid properties', code: 'BadArgumentError', innererror };
  return Response.json({ error }, { status: 400 });
}

function vendorError(status: number): Response {
  const errors: Record<number, { code: string; message: string }> = {
    401: { code: 'AuthenticationFailed', message: "Authentication failed. The 'Authorization' header is missing." },
    403: { code: 'InvalidAuthenticationToken', message: 'The access token is invalid.' },
    404: { code: 'WorkspaceNotFoundError', message: 'The requested workspace could not be found' },
    429: { code: 'ThrottledError', message: 'Maximum queries per user per time window exceeded' },
    504: { code: 'GatewayTimeout', message: 'The query timed out' },
  };
  const error = errors[status] ?? { code: 'InternalServerError', message: 'An internal error occurred' };
  return Response.json({ error }, { status });
}
