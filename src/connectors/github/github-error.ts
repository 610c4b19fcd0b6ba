import { excerpt } from '../http/excerpt';
import { VendorError } from '../vendor-error';

/** GitHub answered, but not with what was asked for. */
export class GitHubError extends VendorError {
  override name = 'GitHubError';
  constructor(
    message: string,
    temporary: boolean,
    status: number,
    /** GitHub's own words, shortened. */
    readonly detail: string,
  ) {
    super(message, 'GitHub', temporary, { status });
  }
}

/** What Octokit throws (`RequestError` of @octokit/request-error). */
interface RequestError extends Error {
  status: number;
  response?: { data: unknown; headers: Record<string, string | undefined> };
}

/** Whatever came out of Octokit, as a VendorError. Octokit's own error is not kept: it holds the request and the whole answer. */
export function toVendorError(error: unknown, what: string): VendorError {
  if (error instanceof VendorError) return error;
  const { name, message, cause } = error as Error;
  if (cause instanceof VendorError) return cause;
  if (name === 'HttpError') return answered(error as RequestError, what);
  return new VendorError(`GitHub: could not ${what}: ${excerpt(String(message))}.`, 'GitHub', false, { cause: error });
}

function answered({ status, response }: RequestError, what: string): GitHubError {
  const detail = detailOf(response?.data);
  const headers = response?.headers ?? {};
  const limited =
    status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers));
  const advice = limited ? whenAgain(headers) : adviceFor(status, headers['x-accepted-github-permissions']);
  const said = detail ? ` (${detail})` : '';
  return new GitHubError(
    `GitHub: could not ${what}: it answered ${status}${said}. ${advice}`,
    limited || status >= 500,
    status,
    detail,
  );
}

function detailOf(data: unknown): string {
  const { message = '', errors = [] } = (typeof data === 'object' && data) as { message?: string; errors?: unknown[] };
  if (typeof data === 'string') return excerpt(data);
  const more = Array.isArray(errors) && errors.length > 0 ? ` ${JSON.stringify(errors)}` : '';
  return excerpt(`${message}${more}`).replace(/\.$/, '');
}

function whenAgain(headers: Record<string, string | undefined>): string {
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const at =
    reset > 0 ? `after ${new Date(reset).toISOString().slice(11, 16)} UTC` : `in ${headers['retry-after'] ?? '60'} s`;
  return `The rate limit is used up: try again ${at}.`;
}

function adviceFor(status: number, permissions: string | undefined): string {
  if (status === 401)
    return 'The token has expired or is wrong: renew GITHUB_TOKEN, or check the GitHub App and its key.';
  if (status === 403) return `The token lacks a permission${permissions ? `: grant it ${permissions}` : ''}.`;
  if (status === 404) return 'Either it does not exist or the token may not see it: check the name and the token.';
  if (status >= 500) return 'GitHub is in trouble: try again, and see https://www.githubstatus.com.';
  return 'Trying again will not help.';
}
