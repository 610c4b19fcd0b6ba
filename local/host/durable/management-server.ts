import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Keys, sameKey } from '../http/keys';
import { respondEmpty } from '../http/respond';
import type { ClientApi } from './client-api';

/** Where the SDK's durable client calls; no key, on loopback only. */
export const rpcPath = '/durabletask/';
const webhookPath = '/runtime/webhooks/durabletask/';

/** The durable client's API under its two paths. The handlers tell whether the request was theirs. */
export class ManagementServer {
  constructor(
    private readonly api: ClientApi,
    private readonly keys: Keys,
  ) {}

  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith(rpcPath)) return this.handleWebhook(request, response);
    this.pass(rpcPath, request, response);
    return true;
  }

  /** The management URLs that apps give to their clients: they carry the system key. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith(webhookPath)) return false;
    const code = new URL(request.url, 'http://host').searchParams.get('code') ?? undefined;
    if (sameKey(code, this.keys.system) || sameKey(code, this.keys.master)) this.pass(webhookPath, request, response);
    else respondEmpty(response, 401);
    return true;
  }

  private pass(base: string, request: IncomingMessage, response: ServerResponse): void {
    const url = request.url!;
    const mark = url.indexOf('?');
    const path = url.slice(base.length, mark === -1 ? undefined : mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    void this.api.handle(path, query, `http://${request.headers.host ?? '127.0.0.1'}`, request, response);
  }
}
