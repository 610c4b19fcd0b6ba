import type { ServerResponse } from 'node:http';
import type { HttpAnswer, InvocationResponse } from '../worker/rpc';
import { setCookieHeader } from './set-cookie';

/** Ends a response without body; `Content-Length: 0` is what Microsoft's host sends with an error. */
export function respondEmpty(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, status === 204 ? headers : { 'Content-Length': '0', ...headers }).end();
}

/** Node sends head and body in one write when the body is text; latin1 carries any bytes unchanged. */
const oneWriteLimit = 16 * 1024;

/** Sends what a function returned; a function that returned nothing answers 204. */
export function respondWith(response: ServerResponse, invocation: InvocationResponse): void {
  const answer = (invocation.returnValue as { http?: HttpAnswer } | null | undefined)?.http;
  if (!answer) return respondEmpty(response, 204);
  const status = Number(answer.statusCode ?? 200);
  const bytes = answer.body?.bytes ?? (answer.body?.string === undefined ? undefined : Buffer.from(answer.body.string));
  const headers: Record<string, string | number | string[]> = { ...answer.headers };
  if (answer.cookies && answer.cookies.length > 0) headers['Set-Cookie'] = answer.cookies.map(setCookieHeader);
  delete headers['transfer-encoding'];
  delete headers['connection'];
  if (status === 204 || status === 304) {
    delete headers['content-length'];
    response.writeHead(status, headers).end();
    return;
  }
  headers['content-length'] = bytes?.length ?? 0;
  response.writeHead(status, headers);
  if (!bytes) response.end();
  else if (bytes.length > oneWriteLimit) response.end(bytes);
  else response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 'latin1');
}
