import { Hono } from 'hono';
import { createHmac, randomBytes } from 'node:crypto';
import type { ServerEnv } from '../../kit/server-env';
import type { JobProgress } from './run-plan';

const minute = 60_000;
const refusal = (code: string, message: string) =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/**
 * Where GitHub keeps logs is another host with signed addresses, which refuses a request that carries a token (Azure Blob Storage).
 * @param findJob the job with this ID
 */
export function logServer(findJob: (id: number) => JobProgress | undefined, now: () => number) {
  const secret = randomBytes(16);
  const sign = (id: number, expires: number) =>
    createHmac('sha256', secret).update(`${id}:${expires}`).digest('base64url');
  const xml = (status: 400 | 403 | 404, code: string, message: string) =>
    new Response(refusal(code, message), { status, headers: { 'content-type': 'application/xml' } });

  const app = new Hono<ServerEnv>().get('/actions-results/job-logs/:file{\\d+\\.txt}', (c) => {
    const id = parseInt(c.req.param('file'), 10);
    const expires = Date.parse(c.req.query('se') ?? '');
    if (c.req.header('authorization'))
      return xml(400, 'InvalidAuthenticationInfo', 'Authentication information is not given in the correct format.');
    if (c.req.query('sig') !== sign(id, expires) || !(expires > now()))
      return xml(
        403,
        'AuthenticationFailed',
        'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly.',
      );
    const job = findJob(id);
    if (!job) return xml(404, 'BlobNotFound', 'The specified blob does not exist.');
    return c.body(jobLog(job), 200, { 'content-type': 'text/plain; charset=utf-8' });
  });

  return {
    app,
    path(id: number): string {
      const expires = Math.floor((now() + minute) / 1000) * 1000;
      return `/actions-results/job-logs/${id}.txt?${new URLSearchParams({ se: new Date(expires).toISOString(), sig: sign(id, expires) }).toString()}`;
    },
  };
}

/** A job's log as GitHub serves it: a byte order mark, CRLF, a time with seven decimals before each line. */
function jobLog(job: JobProgress): string {
  const lines = job.steps.flatMap(({ plan, startedAt, completedAt, conclusion }) => {
    if (startedAt === null || conclusion === 'skipped') return [];
    const each = ((completedAt ?? startedAt) - startedAt) / (plan.log.length + 1);
    return plan.log.map(
      (line, index) => `${new Date(startedAt + each * index).toISOString().replace('Z', '0000Z')} ${line}\r\n`,
    );
  });
  return `\uFEFF${lines.join('')}`;
}
