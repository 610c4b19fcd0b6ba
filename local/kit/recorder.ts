import type { MiddlewareHandler } from 'hono';
import type { ServerEnv } from './server-env';

export interface RecordedRequest {
  id: number;
  /** ISO 8601, when it arrived */
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Lower-case names; the value of `authorization` is replaced by its scheme and `***`. */
  headers: Record<string, string>;
  /** Parsed when it is JSON, else the text; absent when empty. */
  body?: unknown;
  /** What was answered; absent while it is being handled and when the connection was reset. */
  status?: number;
  /** The kind of fault that hit it. */
  fault?: string;
}

const kept = 10_000;

/** Keeps what a server was asked, for assertions. The oldest fall out after 10,000. */
export class Recorder {
  private records: RecordedRequest[] = [];
  private count = 0;

  constructor(private readonly now: () => number) {}

  list(): RecordedRequest[] {
    return [...this.records];
  }

  clear(): void {
    this.records = [];
  }

  middleware(): MiddlewareHandler<ServerEnv> {
    return async (c, next) => {
      const { authorization, ...headers } = c.req.header();
      const text = await c.req.text();
      const record: RecordedRequest = {
        id: ++this.count,
        at: new Date(this.now()).toISOString(),
        method: c.req.method,
        path: c.req.path,
        query: c.req.query(),
        headers: authorization === undefined ? headers : { ...headers, authorization: withoutValue(authorization) },
        ...(text === '' ? {} : { body: parsed(text) }),
      };
      this.records.push(record);
      if (this.records.length > kept) this.records.shift();
      await next();
      const fault = c.get('fault')?.kind;
      if (fault) record.fault = fault;
      if (fault !== 'reset' && fault !== 'reset-after') record.status = c.res.status;
    };
  }
}

const withoutValue = (authorization: string) =>
  authorization.replace(/^(\S+) .*$|^.*$/, (_, scheme?: string) => `${scheme ?? ''} ***`.trim());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
