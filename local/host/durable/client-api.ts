import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLarge, readBody } from '../http/read-body';
import { respondEmpty } from '../http/respond';
import type { Logger } from '../log';
import type { Engine } from './engine';
import { EventType, type HistoryEvent, incoming } from './history';
import { hasEnded, type InstanceRecord } from './instance';
import { listInstances, readFilter } from './instance-query';
import type { ManagementUrls } from './management-urls';
import { historyView, statusView } from './status-view';
import { type Store, StoreError } from './store';

const bodyLimit = 100 * 1024 * 1024;

/** One request, taken apart. */
interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  /** Scheme and host under which the caller reached us. */
  baseUrl: string;
}

/** The HTTP API that the SDK's durable client calls, with the status codes of recordings durable-*. */
export class ClientApi {
  constructor(
    private readonly engine: Engine,
    private readonly store: Store,
    private readonly urls: ManagementUrls,
    private readonly log: Logger,
  ) {}

  /** `path` is what follows the base, such as `instances/x/raiseEvent/Go`, still percent-encoded. */
  async handle(
    path: string,
    query: string,
    baseUrl: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const call: Call = { request, response, query: new URLSearchParams(query), baseUrl };
    try {
      await this.route(path, call);
    } catch (error) {
      if (error instanceof BodyTooLarge) return respondEmpty(response, 413, { Connection: 'close' });
      // The store has said itself that it takes nothing any more.
      if (!(error instanceof StoreError)) this.log.error('durable', error);
      if (!response.headersSent)
        respondJson(
          response,
          500,
          problem('Something went wrong while processing your request', (error as Error).message),
        );
    }
  }

  private async route(path: string, call: Call): Promise<void> {
    const parts = path.replace(/\/$/, '').split('/').map(decode);
    const method = call.request.method;
    if (parts.some((part) => part.includes('/'))) return respondEmpty(call.response, 404);
    const [area, id, verb, name] = parts;
    if (area === 'orchestrators' && method === 'POST' && id && parts.length <= 3) return this.start(id, verb, call);
    if (area === 'entities')
      return respondJson(call.response, 501, { Message: 'Durable entities are not supported by the embedded host.' });
    if (area !== 'instances') return respondEmpty(call.response, 404);
    if (!id) {
      if (method === 'GET') return this.list(call);
      return method === 'DELETE' ? this.purgeMany(call) : respondEmpty(call.response, 404);
    }
    if (!verb) {
      if (method === 'GET') return this.status(id, call);
      return method === 'DELETE' ? this.purge(id, call) : respondEmpty(call.response, 404);
    }
    if (method !== 'POST') return respondEmpty(call.response, 404);
    return this.act(id, verb, name, call);
  }

  private act(id: string, verb: string, name: string | undefined, call: Call): Promise<void> | void {
    switch (verb.toLowerCase()) {
      case 'raiseevent':
        return name ? this.raise(id, name, call) : respondEmpty(call.response, 404);
      case 'terminate':
        return this.signal(id, call, (reason) => ({
          ...incoming(EventType.ExecutionTerminated, Date.now()),
          Input: reason,
        }));
      case 'suspend':
        return this.suspend(id, call);
      case 'resume':
        return this.signal(id, call, (reason) => ({
          ...incoming(EventType.ExecutionResumed, Date.now()),
          Reason: reason,
        }));
      case 'rewind':
        return this.rewind(id, call);
      case 'restart':
        return this.restart(id, call);
      default:
        return respondEmpty(call.response, 404);
    }
  }

  private async start(name: string, instanceId: string | undefined, call: Call): Promise<void> {
    const body = await readBody(call.request, bodyLimit);
    let input: string | null = null;
    try {
      if (body) input = JSON.stringify(JSON.parse(body.toString()));
    } catch (error) {
      return respondJson(call.response, 400, invalidJson(error as Error));
    }
    const id = instanceId || randomUUID().replaceAll('-', '');
    if (/[\u0000-\u001f\u007f-\u009f]/.test(id))
      return respondJson(call.response, 400, { Message: 'Instance IDs must not contain control characters.' });
    return this.startInstance({ name, instanceId: id, version: call.query.get('version'), input }, call);
  }

  private async startInstance(
    instance: { name: string; instanceId: string; version: string | null; input: string | null },
    call: Call,
  ): Promise<void> {
    const existing = this.engine.find(instance.instanceId);
    if (existing && !hasEnded(existing.status))
      return respondJson(call.response, 409, {
        Message: `An Orchestration instance with the status ${existing.status} already exists.`,
      });
    await this.engine.start(instance);
    const urls = this.urls.forInstance(call.baseUrl, instance.instanceId);
    respondJson(call.response, 202, urls, { Location: urls.statusQueryGetUri, 'Retry-After': '10' });
  }

  private async raise(id: string, name: string, call: Call): Promise<void> {
    if (!this.findRunning(id, call)) return;
    if (call.request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
      return respondJson(call.response, 400, { Message: 'Only application/json request content is supported' });
    const body = await readBody(call.request, bodyLimit);
    let input: string;
    try {
      input = JSON.stringify(JSON.parse(body?.toString() ?? ''));
    } catch (error) {
      return respondJson(call.response, 400, invalidJson(error as Error));
    }
    await this.engine.send(id, {
      ...incoming(EventType.EventRaised, Date.now(), { Name: name, Input: input, ParentTraceContext: null }),
    });
    respondEmpty(call.response, 202);
  }

  private async signal(id: string, call: Call, event: (reason: string | null) => HistoryEvent): Promise<void> {
    if (!this.findRunning(id, call)) return;
    await this.engine.send(id, event(call.query.get('reason')));
    respondEmpty(call.response, 202);
  }

  private async suspend(id: string, call: Call): Promise<void> {
    if (this.engine.find(id)?.status === 'Suspended') {
      const message = `Cannot suspend the orchestration instance ${id} because instance is in the Suspended state.`;
      return respondJson(
        call.response,
        500,
        problem('Something went wrong while processing your request', message, 'System.InvalidOperationException'),
      );
    }
    return this.signal(id, call, (reason) => ({
      ...incoming(EventType.ExecutionSuspended, Date.now()),
      Reason: reason,
    }));
  }

  private async rewind(id: string, call: Call): Promise<void> {
    const record = this.engine.find(id);
    if (!record) return respondJson(call.response, 404, `No orchestration with instance ID "$${id}" found.`);
    if (record.status !== 'Failed')
      return respondJson(
        call.response,
        412,
        `This orchestration has status ${record.status}, but only orchestrations in the "Failed" state can be rewound.`,
      );
    await this.engine.rewind(record, call.query.get('reason') ?? '');
    respondEmpty(call.response, 202);
  }

  private async restart(id: string, call: Call): Promise<void> {
    const record = this.engine.find(id);
    if (!record) {
      const message = `No instance with ID '${id}' was found. (Parameter 'instanceId')`;
      return respondJson(
        call.response,
        400,
        problem('InstanceId does not match a valid orchestration instance.', message, 'System.ArgumentException'),
      );
    }
    const { name, version, input } = record;
    const instanceId =
      call.query.get('restartWithNewInstanceId')?.toLowerCase() === 'false' ? id : randomUUID().replaceAll('-', '');
    return this.startInstance({ name, version, input, instanceId }, call);
  }

  private status(id: string, call: Call): void {
    const record = this.engine.find(id);
    if (!record) return respondEmpty(call.response, 404);
    const showInput = flag(call.query, 'showInput', true);
    const view = statusView(record, showInput);
    if (flag(call.query, 'showHistory', false)) {
      const history = this.engine.readTurns(id, record.turns).flat();
      view['historyEvents'] = historyView(history, {
        showInput,
        showHistoryOutput: flag(call.query, 'showHistoryOutput', false),
      });
    }
    if (!hasEnded(record.status))
      return respondJson(call.response, 202, view, {
        Location: `${call.baseUrl}${call.request.url}`,
        'Retry-After': '5',
      });
    const isError = record.status === 'Failed' && flag(call.query, 'returnInternalServerErrorOnFailure', false);
    respondJson(call.response, isError ? 500 : 200, view);
  }

  private async list(call: Call): Promise<void> {
    const token = call.request.headers['x-ms-continuation-token'];
    const from = typeof token === 'string' && token !== '' ? Buffer.from(token, 'base64').toString() : undefined;
    const { page, next } = await listInstances(this.store, readFilter(call.query), from);
    const showInput = flag(call.query, 'showInput', true);
    const headers = { 'x-ms-continuation-token': next === undefined ? '' : Buffer.from(next).toString('base64') };
    respondJson(
      call.response,
      200,
      page.map((record) => statusView(record, showInput)),
      headers,
    );
  }

  private async purge(id: string, call: Call): Promise<void> {
    const record = this.engine.find(id);
    if (!record) return respondEmpty(call.response, 404);
    if (!hasEnded(record.status)) {
      const message = `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${id} has status ${record.status}`;
      return respondJson(call.response, 412, message);
    }
    await this.engine.purge([record]);
    respondJson(call.response, 200, { instancesDeleted: 1 });
  }

  private async purgeMany(call: Call): Promise<void> {
    if (!call.query.get('createdTimeFrom'))
      return respondJson(call.response, 400, "Please provide value for 'createdTimeFrom' parameter.");
    const filter = readFilter(call.query);
    let purged = 0;
    let from: string | undefined;
    do {
      const { page, next } = await listInstances(this.store, { ...filter, top: 1000 }, from);
      const ended = page.filter((record) => hasEnded(record.status));
      await this.engine.purge(ended);
      purged += ended.length;
      from = next;
    } while (from !== undefined);
    if (purged === 0) return respondEmpty(call.response, 404);
    respondJson(call.response, 200, { instancesDeleted: purged });
  }

  /** Answers 404 or 410 itself when there is no such instance or when it has ended. */
  private findRunning(id: string, call: Call): InstanceRecord | undefined {
    const record = this.engine.find(id);
    if (record && !hasEnded(record.status)) return record;
    respondEmpty(call.response, record ? 410 : 404);
    return undefined;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function flag(query: URLSearchParams, name: string, otherwise: boolean): boolean {
  const text = query.get(name);
  return text === null ? otherwise : text.toLowerCase() === 'true';
}

function problem(message: string, detail: string, type = 'System.Exception'): Record<string, string> {
  return { Message: message, ExceptionMessage: detail, ExceptionType: type, StackTrace: '' };
}

function invalidJson(error: Error): Record<string, string> {
  return problem('Invalid JSON content', error.message, 'Newtonsoft.Json.JsonReaderException');
}

function respondJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': text.length, ...headers })
    .end(text);
}
