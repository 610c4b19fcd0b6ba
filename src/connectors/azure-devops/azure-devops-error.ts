import { type Answer } from '../http/attempt';
import { excerpt } from '../http/excerpt';
import { VendorError } from '../vendor-error';

/** Azure DevOps answered, but not with what was asked for. */
export class AzureDevOpsError extends VendorError {
  override name = 'AzureDevOpsError';
  constructor(
    message: string,
    temporary: boolean,
    status: number,
    /** Azure DevOps' own words, shortened. */
    readonly detail: string,
  ) {
    super(message, 'Azure DevOps', temporary, { status });
  }
}

/** Whoever is not signed in is sent to the sign-in page: 203 with the page itself, or a redirect to it. */
const signInPage = (status: number) => status === 203 || (status >= 300 && status < 400);

/** The error that an answer is, or null when it is an answer as hoped for. */
export function errorOf({ status: given, headers, text }: Answer, what: string): AzureDevOpsError | null {
  if (given < 300 && !signInPage(given)) return null;
  const status = signInPage(given) ? 401 : given;
  const detail = signInPage(given) ? 'it shows its sign-in page' : detailOf(text);
  const said = detail ? ` (${detail})` : '';
  const advice = adviceFor(status, headers.get('retry-after'));
  const message = `Azure DevOps: could not ${what}: it answered ${given}${said}. ${advice}`;
  return new AzureDevOpsError(message, status === 429 || status >= 500, status, detail);
}

/** `{"message": "TF401019: …", "typeKey": "GitRepositoryNotFoundException"}` */
function detailOf(text: string): string {
  try {
    const { message = '' } = JSON.parse(text) as { message?: unknown };
    return excerpt(String(message)).replace(/\.$/, '');
  } catch {
    return excerpt(text).replace(/\.$/, '');
  }
}

function adviceFor(status: number, retryAfter: string | null): string {
  if (status === 401) return 'The token has expired or is wrong: renew AZURE_DEVOPS_TOKEN.';
  if (status === 403) return 'The token lacks a permission: it needs Code (read) and Build (read and execute).';
  if (status === 404) return 'Either it does not exist or the token may not see it: check the name and the token.';
  if (status === 429) return `The rate limit is used up: try again in ${retryAfter ?? '60'} s.`;
  if (status >= 500) return 'Azure DevOps is in trouble: try again, and see https://status.dev.azure.com.';
  return 'Trying again will not help.';
}
