import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}
export type Handler = (request: Asked, response: ServerResponse) => void;

/** A server that answers with whatever the test says, and remembers what it was asked. */
export class StubServer {
  readonly asked: Asked[] = [];
  handler: Handler = (_, response) => response.end('{}');
  private readonly server = createServer((request, response) => void this.handle(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** One answer for each request, in this order; the last one for all that follow. */
  answers(...handlers: Handler[]): void {
    this.handler = (request, response) => (handlers.length > 1 ? handlers.shift()! : handlers[0]!)(request, response);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = { method: request.method!, path: request.url!, headers: request.headers, body };
    this.asked.push(asked);
    this.handler(asked, response);
  }
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body));

export const text =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);

export const reset: Handler = (_, response) => response.socket?.resetAndDestroy();

export const truncated: Handler = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"a":', () => response.destroy());
};

export const silent: Handler = () => undefined;
