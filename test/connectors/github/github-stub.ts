import { createGitHub } from '../../../src/connectors/github';
import { type GitHubSettings } from '../../../src/connectors/github/sessions';
import { createHttp, type Timing } from '../../../src/connectors/http';
import { type CiCd } from '../../../src/connectors/types';
import { expectValidRequest } from '../../kit/github-openapi';
import { type Asked, type Handler, json, StubServer } from '../stub-server';

export const repository = 'acme/api';
export const base = `/repos/${repository}`;
export const token = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
export const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };

/** A GitHub of a few routes, by `METHOD /path` without query; all else is GitHub's 404. Every request must be valid by its OpenAPI. */
export class GitHubStub {
  private server = new StubServer();
  github!: CiCd;

  async start(settings: Partial<GitHubSettings> = { token }): Promise<this> {
    this.server = await new StubServer().start();
    this.github = createGitHub({ apiUrl: this.server.url, ...settings }, createHttp('GitHub', timing));
    this.routes({});
    return this;
  }

  get url(): string {
    return this.server.url;
  }

  routes(routes: Record<string, Handler | object>): void {
    this.server.handler = (asked, response) => {
      const route = routes[`${asked.method} ${decodeURIComponent(asked.path.split('?')[0]!)}`];
      const handler = typeof route === 'function' ? (route as Handler) : route ? json(200, route) : notFound;
      handler(asked, response);
    };
  }

  /** Requests so far, `METHOD /path?query` decoded. */
  get asked(): string[] {
    return this.server.asked.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
  }

  get requests(): Asked[] {
    return this.server.asked;
  }

  /** To call after each test. */
  async close(): Promise<void> {
    await this.server.close();
    for (const { method, path, body } of this.server.asked) {
      const { pathname, searchParams } = new URL(path, 'http://github');
      expectValidRequest(
        method,
        pathname,
        Object.fromEntries(searchParams),
        body === '' ? undefined : JSON.parse(body),
      );
    }
  }
}

const documentation_url = 'https://docs.github.com/rest';
const notFound = json(404, { message: 'Not Found', documentation_url, status: '404' });
export const githubError = (status: number, message: string, headers: Record<string, string> = {}) =>
  json(status, { message, documentation_url, status: String(status) }, headers);
