import { type Context } from 'hono';
import { ZodError } from 'zod';
import { type ServerEnv } from '../../kit/server-env';
import { type Json } from '../state/model';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404,
    readonly code: number,
    message: string,
    readonly more: Json = {},
  ) {
    super(message);
  }
}

export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');

export function errorAnswer(error: Error, c: Context<ServerEnv>): Response {
  const known =
    error instanceof ZodError
      ? new ApiError(400, 50035, 'Invalid Form Body', { errors: { _errors: error.issues } })
      : error;
  if (!(known instanceof ApiError)) return c.json({ code: 0, message: `500: Internal Server Error` }, 500);
  return c.json({ message: known.message, code: known.code, ...known.more }, known.status);
}

/** The vendor's own answer for a fault. */
export function faultAnswer(status: number, c: Context<ServerEnv>): Response {
  const seconds = c.get('fault')?.retryAfterSeconds ?? 1;
  const body =
    status === 429
      ? { message: 'You are being rate limited.', retry_after: seconds, global: false }
      : { message: `${status}: trouble`, code: 0 };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
