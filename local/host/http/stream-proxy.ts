import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { respondEmpty } from './respond';

/**
 * Hands a request to the SDK's own HTTP server (an app that called `setup({ enableHttpStream: true })`) and streams the answer
 * back. The invocation with the same ID runs beside it.
 */
export function proxyToSdk(
  httpUri: string,
  invocationId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = new URL(request.url ?? '/', httpUri);
  const headers = {
    ...request.headers,
    'x-ms-invocation-id': invocationId,
    'x-forwarded-host': request.headers.host ?? '127.0.0.1',
    'x-forwarded-proto': 'http',
  };
  return new Promise((resolve) => {
    const outgoing = httpRequest(target, { method: request.method, headers });
    outgoing.on('response', (incoming) => {
      delete incoming.headers['x-ms-invocation-id'];
      response.writeHead(incoming.statusCode ?? 500, incoming.headers);
      pipeline(incoming, response, () => resolve());
    });
    outgoing.on('error', () => {
      if (!response.headersSent) respondEmpty(response, 500);
      resolve();
    });
    response.on('close', () => {
      if (!response.writableFinished) outgoing.destroy();
    });
    pipeline(request, outgoing, () => undefined);
  });
}
