import { groupPages, listIn } from './group-pages';
import { type GroupSource } from './group-source';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface SlackApiSettings {
  /** With `/api/` at its end. */
  apiUrl: string;
  botToken: string;
}

const VENDOR = 'Slack';
/** Errors by which Slack says that it is not well, not that we asked wrongly. */
const PASSING = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/**
 * Members of a Slack user group, deactivated ones left out by Slack. Needs the scope usergroups:read.
 * https://docs.slack.dev/reference/methods/usergroups.users.list
 * @throws VendorError when the address is unsafe
 */
export function createSlackUserGroups({ apiUrl, botToken }: SlackApiSettings, http = createHttp(VENDOR)): GroupSource {
  const { href } = checkUrl(VENDOR, apiUrl);
  const headers = { authorization: `Bearer ${botToken}` };
  return {
    name: 'slack',
    members: (group, signal) =>
      groupPages(VENDOR, async () => {
        const what = `read the members of user group ${group}`;
        const query = new URLSearchParams({ usergroup: group });
        const answer = await http.send(`${href}usergroups.users.list?${query.toString()}`, { what, headers, signal });
        if (answer.status !== 200) throw refusal(VENDOR, what, answer, 'Try again.');
        const said = jsonOf<{ ok?: boolean; error?: string; users?: unknown } | null>(VENDOR, what, answer);
        if (said?.error) {
          const message = `${VENDOR}: could not ${what}: it answered ${said.error.slice(0, 60)}. ${adviceFor(said.error)}`;
          throw new VendorError(message, VENDOR, PASSING.has(said.error));
        }
        const users = listIn<string>(VENDOR, what, said?.users, (id) => typeof id === 'string');
        return { members: users.map((id) => ({ id })) };
      }),
  };
}

function adviceFor(error: string): string {
  if (error === 'missing_scope') return 'Give the app the scope usergroups:read.';
  if (error === 'no_such_subteam') return 'Check the user group in the company file.';
  return PASSING.has(error) ? 'Try again.' : 'Check SLACK_BOT_TOKEN.';
}
