import { checkUrl } from '../http/check-url';
import { type VendorHttp, type VendorRequest } from '../http';
import { jsonOf } from '../json-of';
import { mostPages } from '../most-pages';
import { VendorError } from '../vendor-error';
import { errorOf } from './azure-devops-error';
import { placeOf } from './place-of';

export interface AzureDevOpsSettings {
  /** `https://dev.azure.com`, or `https://HOST` of a server, where the collection takes the organization's place */
  url: string;
  /** A personal access token */
  token?: string;
}

interface Ask extends Pick<VendorRequest, 'signal' | 'repeatable'> {
  query?: Record<string, string | number | boolean>;
  method?: 'POST' | 'PATCH';
  body?: object;
  /** Default 7.1 */
  version?: string;
}

export interface AzureDevOpsClient {
  /**
   * Asks the repository's project: `path` is what follows `_apis/`. `what` is told in errors (`read the tags of acme/shop/api`).
   * @throws VendorError, AzureDevOpsError when Azure DevOps answered, TransportError when it did not
   */
  ask<T>(repository: string, what: string, path: string, ask?: Ask): Promise<T>;
  /** The same of the repository itself: `path` is what follows `_apis/git/repositories/{repository}`. */
  git<T>(repository: string, what: string, path: string, ask?: Ask): Promise<T>;
  /** A list, page by page, as far back as lists are read. */
  pages<T>(repository: string, what: string, path: string, ask?: Ask): AsyncGenerator<T[]>;
  /** The end of a text, such as a log. */
  tail(repository: string, what: string, path: string): Promise<string>;
  /** A page for people about the repository: `path` is what follows its own. */
  web(repository: string, path: string): string;
}

export function createClient({ url, token }: AzureDevOpsSettings, http: VendorHttp): AzureDevOpsClient {
  checkUrl('Azure DevOps', url);
  const base = url.replace(/\/+$/, '');
  const authorization: Record<string, string> = token
    ? { authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}` }
    : {};

  async function send(
    repository: string,
    what: string,
    path: string,
    { query = {}, body, version, ...ask }: Ask,
    tail = false,
  ) {
    const { organization, project } = placeOf(repository);
    const address = new URL(`${base}/${encodeURIComponent(organization)}/${encodeURIComponent(project)}/_apis/${path}`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
    address.searchParams.set('api-version', version ?? '7.1');
    const headers = {
      ...authorization,
      accept: tail ? 'text/plain' : 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    };
    const answer = await http.send(address.href, {
      what,
      headers,
      tail,
      ...ask,
      ...(body && { body: JSON.stringify(body) }),
    });
    const error = errorOf(answer, what);
    if (error) throw error;
    return answer;
  }

  async function ask<T>(repository: string, what: string, path: string, question: Ask = {}): Promise<T> {
    const answer = await send(repository, what, path, question);
    // 204 for a timeline that does not exist yet
    return (answer.status === 204 ? null : jsonOf<unknown>('Azure DevOps', what, answer)) as T;
  }

  async function* pages<T>(repository: string, what: string, path: string, question: Ask = {}): AsyncGenerator<T[]> {
    let continuationToken: string | null = null;
    for (let page = 0; page < mostPages && (page === 0 || continuationToken); page++) {
      const query: Ask['query'] = { ...question.query, ...(continuationToken && { continuationToken }) };
      const answer = await send(repository, what, path, { ...question, query });
      yield jsonOf<{ value: T[] }>('Azure DevOps', what, answer).value;
      continuationToken = answer.headers.get('x-ms-continuationtoken');
    }
  }

  return {
    ask,
    pages,
    git: (repository, what, path, options) =>
      ask(repository, what, `git/repositories/${encodeURIComponent(placeOf(repository).repository)}${path}`, options),
    tail: async (repository, what, path) => (await send(repository, what, path, {}, true)).text,
    web(repository, path) {
      const { organization, project, repository: name } = placeOf(repository);
      return `${base}/${encodeURIComponent(organization)}/${encodeURIComponent(project)}/_git/${encodeURIComponent(name)}${path}`;
    },
  };
}

/** The answer, or null when Azure DevOps says that there is no such thing. */
export async function orNull<T>(answer: Promise<T>, statuses: readonly number[] = [404]): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof VendorError && error.status !== undefined && statuses.includes(error.status)) return null;
    throw error;
  });
}
