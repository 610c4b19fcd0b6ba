import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerEnv } from '../../kit/server-env';
import { type Json } from '../block-kit/check';
import { type User } from '../state/model';
import { Arguments, readArguments } from './arguments';
import { type ApiContext } from './context';
import { type ApiFaults } from './faults';
import { methods } from './methods';
import { SlackError } from './slack-error';

/** One call of the Web API as it came and as it was answered. */
export interface ApiCall {
  id: number;
  /** ISO 8601 */
  at: string;
  method: string;
  /** Without the token. Structured arguments that came as JSON text are parsed. */
  arguments: Json;
  /** Absent when the connection was reset. */
  answer?: Json;
  status?: number;
  /** The kind of fault that hit it. */
  fault?: string;
}

interface Options extends Omit<ApiContext, 'caller'> {
  /** Bearer tokens and whose they are. */
  tokens: Record<string, string>;
  faults: ApiFaults;
  calls: ApiCall[];
}

/** Slack's Web API, `POST /api/<method>`. */
export function apiRouter(options: Options): Hono<ServerEnv> {
  return new Hono<ServerEnv>().all('/api/:method', async (c) => {
    const method = c.req.param('method');
    const { faults, calls, store } = options;
    const call: ApiCall = { id: calls.length + 1, at: new Date(store.now()).toISOString(), method, arguments: {} };
    calls.push(call);
    const body = await c.req.text();
    const fault = faults.take(method);
    if (fault) call.fault = fault.kind;
    if (fault?.milliseconds) await sleep(fault.milliseconds);
    if (fault?.kind === 'reset') return reset(c);
    const instead =
      fault?.kind === 'ratelimited'
        ? refusal('ratelimited')
        : fault?.kind === 'http'
          ? refusal('internal_error')
          : fault?.kind === 'error'
            ? refusal(fault.error ?? 'fatal_error')
            : undefined;
    const answer = respond(c, method, body, options, call, instead);
    if (fault?.kind === 'reset-after') return reset(c);
    call.answer = answer;
    call.status = fault?.kind === 'ratelimited' ? 429 : fault?.kind === 'http' ? (fault.status ?? 500) : 200;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-slack-req-id': `local-${call.id}`,
      ...(fault?.kind === 'ratelimited' ? { 'retry-after': String(fault.retryAfterSeconds ?? 1) } : {}),
    };
    return new Response(JSON.stringify(answer), { status: call.status, headers });
  });
}

const refusal = (error: string): Json => ({ ok: false, error });

function respond(
  c: Context<ServerEnv>,
  method: string,
  body: string,
  options: Options,
  call: ApiCall,
  instead: Json | undefined,
): Json {
  try {
    const { token, ...given } = { ...c.req.query(), ...readArguments(c.req.header('content-type') ?? '', body) };
    call.arguments = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, parsedIfJson(value)]));
    if (instead) return instead;
    const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!run) throw new SlackError('unknown_method', { req_method: method });
    if (method === 'api.test')
      return { ok: true, ...run(new Arguments(given), { ...options, caller: options.store.bot }) };
    const caller = authenticate(c.req.header('authorization'), token, options);
    return { ok: true, ...run(new Arguments(given), { ...options, caller }) };
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: error.code, ...error.fields };
    throw error;
  }
}

/** @throws SlackError `not_authed` without a token, `invalid_auth` with a wrong one, `account_inactive` */
function authenticate(header: string | undefined, inForm: unknown, { tokens, store }: Options): User {
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? (typeof inForm === 'string' ? inForm : undefined);
  if (!token) throw new SlackError('not_authed');
  const user = Object.hasOwn(tokens, token) ? store.user(tokens[token] ?? '') : undefined;
  if (!user) throw new SlackError('invalid_auth');
  if (user.deleted) throw new SlackError('account_inactive');
  return user;
}

function parsedIfJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function reset(c: Context<ServerEnv>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
