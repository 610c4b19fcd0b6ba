import { type Octokit } from '@octokit/core';
import { checkUrl } from '../http/check-url';
import { type VendorHttp, type VendorRequest } from '../http';
import { VendorError } from '../vendor-error';
import { toVendorError } from './github-error';
import { octokitFetch } from './octokit-fetch';
import { createSessions, type GitHubSettings, type Repository } from './sessions';

type Ask = <T>(request: Octokit['request'], repository: Repository) => Promise<T>;

export interface GitHubClient {
  /**
   * Runs requests for `owner/repo`; `what` is told in errors (`read the tags of acme/api`).
   * @throws VendorError, GitHubError when GitHub answered, TransportError when it did not
   */
  ask<T>(
    repository: string,
    what: string,
    call: (...args: Parameters<Ask>) => Promise<T>,
    options?: Pick<VendorRequest, 'signal' | 'tail' | 'repeatable'>,
  ): Promise<T>;
  /**
   * Signs in first and then hands over a request function that nothing retries: no plugin, no hook, not the wrapper.
   * Split in two, so that a failed sign-in is known to have sent nothing else.
   */
  signIn(repository: string): Promise<(what: string) => Parameters<Ask>>;
}

/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const headers = { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' };

export function createClient(settings: GitHubSettings, http: VendorHttp): GitHubClient {
  checkUrl('GitHub', settings.apiUrl);
  const sessions = createSessions(settings, http);
  return {
    async ask(name, what, call, options = {}) {
      const repository = repositoryOf(name);
      try {
        const { request } = await sessions(repository);
        const fetch = octokitFetch(http, { what, ...options });
        return await call(request.defaults({ headers, request: { fetch } }), repository);
      } catch (error) {
        throw toVendorError(error, what);
      }
    },
    async signIn(name) {
      const repository = repositoryOf(name);
      const octokit = await sessions(repository);
      const { token } = (await octokit.auth({ type: 'installation' }).catch((error: unknown) => {
        throw toVendorError(error, `sign in to GitHub for ${name}`);
      })) as { token?: string };
      const authorization = token ? { authorization: `Bearer ${token}` } : {};
      return (what) => {
        const request = octokit.request.defaults({
          headers: { ...headers, ...authorization },
          request: { fetch: octokitFetch(http, { what }), hook: undefined },
        });
        return [request, repository];
      };
    },
  };
}

function repositoryOf(name: string): Repository {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (owner && repo && !/^\.+$/.test(owner) && !/^\.+$/.test(repo)) return { owner, repo };
  throw new VendorError(`GitHub: "${name}" is not a repository; write it as owner/name.`, 'GitHub', false);
}

/** The answer, or null when GitHub says that there is no such thing. */
export async function orNull<T>(answer: Promise<T>, statuses: readonly number[] = [404]): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof VendorError && error.status !== undefined && statuses.includes(error.status)) return null;
    throw error;
  });
}
