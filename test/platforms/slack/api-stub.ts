import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/* eslint-disable @typescript-eslint/no-explicit-any -- what was sent is asserted on, field by field */
interface Call {
  method: string;
  args: Record<string, any>;
  authorization?: string;
}

/** An answer's JSON, or what to do with the connection. */
export type Answer = Record<string, unknown> | ((response: ServerResponse) => void);

/** A Slack API that answers each method with what the test queued for it, the last of it again and again. */
export async function apiStub() {
  const calls: Call[] = [];
  const queued = new Map<string, Answer[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = (request.url ?? '').replace(/^\/api\//, '').replace(/^\//, '');
      const body = Buffer.concat(chunks).toString();
      calls.push({ method, args: readArgs(body), authorization: request.headers.authorization });
      const answers = queued.get(method) ?? [];
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? { ok: true };
      if (typeof answer === 'function') return answer(response);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    calls,
    methods: () => calls.map(({ method }) => method),
    argsOf: (method: string) => calls.filter((call) => call.method === method).map(({ args }) => args),
    answer: (method: string, ...answers: Answer[]) => void queued.set(method, answers),
    reset: () => {
      calls.length = 0;
      queued.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function readArgs(body: string): Record<string, any> {
  if (body.startsWith('{')) return JSON.parse(body);
  const fields = [...new URLSearchParams(body)].map(([name, value]) => [
    name,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(fields);
}

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('trouble');

/** Takes the request and never answers it. */
export const hangUp: Answer = (response) => void response.destroy();
