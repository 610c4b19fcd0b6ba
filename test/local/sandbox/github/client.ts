import { startGitHub, type GitHubOptions, type GitHubServer } from '../../../../local/sandbox/github/start-github';
import { expectValidRequest, expectValidResponse } from '../../../kit/github-openapi';

export const orders = '/repos/demo-company/order-service';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many shapes, each checked against the OpenAPI */
type Answer = { status: number; headers: Headers; body: any };

export interface Client {
  server: GitHubServer;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  dispatch(inputs: Record<string, unknown>, more?: object): Promise<Answer>;
  /** Moves the server's clock. */
  wait(milliseconds: number): void;
}

/** A server with a clock of its own and a client that checks each answer, and each request that succeeded, against GitHub's OpenAPI. */
export async function startClient(options: GitHubOptions = {}): Promise<Client> {
  let time = Date.parse('2026-11-24T10:00:00.400Z');
  const server = await startGitHub({ now: () => time, ...options });
  const call = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    given?: unknown,
  ): Promise<Answer> => {
    const response = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${server.token}`, ...headers },
      ...(given === undefined ? {} : { body: JSON.stringify(given) }),
    });
    const text = await response.text();
    const body = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    expectValidResponse(method, path, response.status, body);
    if (response.ok) expectValidRequest(method, path, Object.fromEntries(new URL(response.url).searchParams), given);
    return { status: response.status, headers: response.headers, body };
  };
  const post: Client['post'] = (path, body, headers = {}) => call('POST', path, headers, body);
  return {
    server,
    get: (path, headers = {}) => call('GET', path, headers),
    post,
    dispatch: (inputs, more = {}) =>
      post(`${orders}/actions/workflows/deploy.yml/dispatches`, { ref: 'main', inputs, ...more }),
    wait: (milliseconds) => void (time += milliseconds),
  };
}
