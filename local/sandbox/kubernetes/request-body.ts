import { type Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { badRequest, StatusError } from './status-error';

const patchTypes = ['application/merge-patch+json', 'application/strategic-merge-patch+json'];

/** The whole object that a PUT brings. @throws StatusError 400 when it is not one of this kind */
export async function putBody<T extends object>(c: Context<ServerEnv>, kind: string): Promise<T> {
  const body = await json(c);
  if ('kind' in body && body.kind !== kind)
    throw badRequest(`${String(body.kind)} in version "v1" cannot be handled as a ${kind}`);
  return body as T;
}

/** @throws StatusError 415 when the content type is no patch's that is known here */
export async function patchBody<T extends object>(c: Context<ServerEnv>): Promise<T> {
  const type = c.req.header('content-type')?.split(';')[0] ?? '';
  if (!patchTypes.includes(type)) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${patchTypes.join(', ')}`;
    throw new StatusError(415, 'UnsupportedMediaType', message);
  }
  return (await json(c)) as T;
}

/** @throws StatusError 400 for anything but `All`, the one value there is */
export function isDryRun(c: Context<ServerEnv>): boolean {
  const given = c.req.query('dryRun');
  if (given !== undefined && given !== 'All')
    throw badRequest(`dryRun: Unsupported value: "${given}": supported values: "All"`);
  return given === 'All';
}

async function json(c: Context<ServerEnv>): Promise<object> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw badRequest('the object provided is unrecognized: couldn’t parse it as JSON');
}
