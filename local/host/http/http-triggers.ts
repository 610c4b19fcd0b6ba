import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../log';
import { triggerOf, type InvocationRequest } from '../worker/rpc';
import type { RegisteredFunction, Worker } from '../worker/worker';
import { sameKey, type Keys } from './keys';
import { lazyRecord } from './lazy-record';
import { BodyTooLarge, readBody } from './read-body';
import { type HttpRequestData, httpRequestData, httpTriggerMetadata } from './request-data';
import { respondEmpty, respondWith } from './respond';
import { Router } from './router';
import { proxyToSdk } from './stream-proxy';

/** Microsoft's limit: 100 MiB; more is answered with 500 and the connection is closed (recording http-oversized-body). */
const bodyLimit = 100 * 1024 * 1024;
const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];

interface HttpFunction {
  target: RegisteredFunction;
  triggerName: string;
  /** The keys of which one opens the function; none for an anonymous one. */
  keys: string[];
}

/** Serves the app's HTTP functions. */
export class HttpTriggers {
  private readonly router = new Router<HttpFunction>();
  readonly routes: string[] = [];

  constructor(
    private readonly worker: Worker,
    private readonly log: Logger,
    private readonly keys: Keys,
    routePrefix: string,
  ) {
    for (const target of worker.functions.values()) {
      const { name, binding } = triggerOf(target.metadata);
      if (binding.type !== 'httpTrigger') continue;
      const methods = binding.methods?.map((method) => method.toUpperCase()) ?? everyMethod;
      const route = [routePrefix, binding.route ?? target.metadata.name].filter((part) => part !== '').join('/');
      this.router.add(methods, route, {
        target,
        triggerName: name,
        keys: this.keysFor(binding.authLevel ?? 'anonymous'),
      });
      this.routes.push(`${methods.join(',')} /${route}`);
    }
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // As Kestrel does; the SDK would throw for it.
    if (!isHost(request.headers.host ?? '')) return respondEmpty(response, 400);
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const found = this.router.find(request.method ?? 'GET', mark === -1 ? url : url.slice(0, mark));
    if (!found) return respondEmpty(response, 404);
    const { keys } = found.target;
    if (keys.length > 0 && !keys.some((key) => sameKey(givenKey(request, query), key)))
      return respondEmpty(response, 401);
    if (this.worker.httpUri !== undefined) return this.stream(found.target, found.params, query, request, response);
    let body: Buffer | undefined;
    try {
      body = await readBody(request, bodyLimit);
    } catch (error) {
      if (error instanceof BodyTooLarge) respondEmpty(response, 500, { Connection: 'close' });
      else response.destroy();
      return;
    }
    const invocation = this.invocation(found.target, httpRequestData(request, query, found.params, body));
    try {
      respondWith(response, await this.worker.invoke(found.target.target, invocation));
    } catch (error) {
      this.fail(found.target, error, response);
    }
  }

  private async stream(
    target: HttpFunction,
    params: Record<string, string>,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const invocation = this.invocation(target, httpRequestData(request, query, params, undefined));
    const proxied = proxyToSdk(this.worker.httpUri!, invocation.invocationId, request, response);
    try {
      await this.worker.invoke(target.target, invocation);
      await proxied;
    } catch (error) {
      this.fail(target, error, response);
    }
  }

  private invocation(target: HttpFunction, data: HttpRequestData): InvocationRequest {
    const trigger = { name: target.triggerName, data: { http: data, data: 'http' } };
    return this.worker.request(
      target.target,
      trigger,
      lazyRecord(() => httpTriggerMetadata(data)),
    );
  }

  private fail(target: HttpFunction, error: unknown, response: ServerResponse): void {
    this.log.error(target.target.metadata.name, error);
    if (response.headersSent) response.destroy();
    else respondEmpty(response, 500);
  }

  private keysFor(authLevel: string): string[] {
    if (authLevel === 'anonymous') return [];
    return authLevel === 'function' ? [this.keys.function, this.keys.master] : [this.keys.master];
  }
}

/** A name or an address with or without a port; none at all is for HTTP/1.0. */
function isHost(host: string): boolean {
  return host === '' || URL.canParse(`http://${host}/`);
}

function givenKey(request: IncomingMessage, query: string): string | undefined {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : (new URLSearchParams(query).get('code') ?? undefined);
}
