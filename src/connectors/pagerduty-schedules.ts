import { groupPages, listIn } from './group-pages';
import { type GroupSource } from './group-source';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { refusal } from './refusal';

export interface PagerDutyApiSettings {
  /** Scheme and host of the REST API. */
  apiUrl: string;
  /** A REST API key; one that may only read is enough. */
  token: string;
}

const VENDOR = 'PagerDuty';
const PAGE = 100;

interface OnCall {
  user?: { id?: string; email?: string };
}

/**
 * Who is on call now in a schedule. PagerDuty tells it only of schedules that an escalation policy uses.
 * https://developer.pagerduty.com/api-reference/3a6b910f11050-list-all-of-the-on-calls
 * @throws VendorError when the address is unsafe
 */
export function createPagerDutySchedules(
  { apiUrl, token }: PagerDutyApiSettings,
  http = createHttp(VENDOR),
): GroupSource {
  const { origin } = checkUrl(VENDOR, apiUrl);
  const headers = { accept: 'application/vnd.pagerduty+json;version=2', authorization: `Token token=${token}` };
  return {
    name: 'pagerduty',
    members: (schedule, signal) =>
      groupPages<number>(VENDOR, async (offset = 0) => {
        const what = `read who is on call in schedule ${schedule}`;
        const query = new URLSearchParams({ 'schedule_ids[]': schedule, 'include[]': 'users' });
        query.set('limit', String(PAGE));
        query.set('offset', String(offset));
        const answer = await http.send(`${origin}/oncalls?${query.toString()}`, { what, headers, signal });
        if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
        const page = jsonOf<{ oncalls?: unknown; more?: boolean; limit?: number } | null>(VENDOR, what, answer);
        const oncalls = listIn<OnCall>(VENDOR, what, page?.oncalls, ({ user }) => typeof user?.id === 'string');
        return {
          members: oncalls.map(({ user }) => ({ id: user!.id!, email: user!.email })),
          ...(page?.more && { next: offset + (page.limit ?? PAGE) }),
        };
      }),
  };
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return 'Renew PAGERDUTY_TOKEN: a REST API key, which may be read-only.';
  if (status === 404) return 'Check PAGERDUTY_API_URL, and the schedule in the company file.';
  return 'Try again.';
}
