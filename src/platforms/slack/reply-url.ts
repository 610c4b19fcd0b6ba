const SLACK_HOOKS = 'hooks.slack.com';
const SLACK_FILES = 'files.slack.com';

/**
 * The response_url if it leads where Slack's do, else undefined: we never post to an address that a request chose.
 * With another API than Slack's (tests, a local server) its own host is taken too.
 */
export function safeReplyUrl(given: string | undefined, apiUrl: string): string | undefined {
  return safeUrl(given, apiUrl, SLACK_HOOKS);
}

/** The address for a file's content if it leads where Slack's do, by the same rule. */
export function safeUploadUrl(given: string | undefined, apiUrl: string): string | undefined {
  return safeUrl(given, apiUrl, SLACK_FILES);
}

function safeUrl(given: string | undefined, apiUrl: string, host: string): string | undefined {
  if (!given || given.length > 1000 || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  if (url.username || url.password) return undefined;
  if (url.protocol === 'https:' && url.host === host) return given;
  const api = new URL(apiUrl);
  if (api.hostname === 'slack.com' || api.hostname.endsWith('.slack.com')) return undefined;
  return url.protocol === api.protocol && url.hostname === api.hostname ? given : undefined;
}
