import { listIn } from './group-pages';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { type PagerDutyApiSettings } from './pagerduty-schedules';
import { refusal } from './refusal';
import { type Call, type Responder, type Responders } from './responders';
import { VendorError } from './vendor-error';

const VENDOR = 'PagerDuty';

interface Incident {
  id?: string;
  responder_requests?: Request[];
}

interface Request {
  requested_at?: string;
  responder_request_targets?: { responder_request_target?: { id?: string } }[];
}

/**
 * People of PagerDuty's REST API v2, and responder requests.
 * https://developer.pagerduty.com/api-reference/b3A6Mjc0ODE2Mg-create-a-responder-request-for-an-incident
 * @throws VendorError when the address is unsafe
 */
export function createPagerDutyResponders(
  { apiUrl, token }: PagerDutyApiSettings,
  http = createHttp(VENDOR),
): Responders {
  const { origin } = checkUrl(VENDOR, apiUrl);
  const headers = { accept: 'application/vnd.pagerduty+json;version=2', authorization: `Token token=${token}` };

  async function user(id: string, signal?: AbortSignal): Promise<Responder | null> {
    const what = `read the user ${id}`;
    const answer = await http.send(`${origin}/users/${encodeURIComponent(id)}`, { what, headers, signal });
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    const found = jsonOf<{ user?: Responder } | null>(VENDOR, what, answer)?.user;
    return found ? { id: found.id, email: found.email } : null;
  }

  async function userOf(email: string): Promise<Responder> {
    const what = `find the user with the address ${email}`;
    const query = new URLSearchParams({ query: email });
    const answer = await http.send(`${origin}/users?${query.toString()}`, { what, headers });
    if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    const page = jsonOf<{ users?: unknown } | null>(VENDOR, what, answer);
    const users = listIn<Responder>(VENDOR, what, page?.users, ({ id }) => typeof id === 'string');
    const found = users.find((one) => one.email?.toLowerCase() === email.toLowerCase());
    if (found) return found;
    throw new VendorError(`${VENDOR}: has no user with the address ${email}.`, VENDOR, false);
  }

  /** An event that was taken is an incident some moments later. */
  async function incidentOf(key: string): Promise<Incident & { id: string }> {
    const what = `find the incident of ${key}`;
    const query = new URLSearchParams([
      ['incident_key', key],
      ['statuses[]', 'triggered'],
      ['statuses[]', 'acknowledged'],
    ]);
    const answer = await http.send(`${origin}/incidents?${query.toString()}`, { what, headers });
    if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    const page = jsonOf<{ incidents?: unknown } | null>(VENDOR, what, answer);
    const incidents = listIn<Incident>(VENDOR, what, page?.incidents, ({ id }) => typeof id === 'string');
    const id = incidents[0]?.id;
    if (id !== undefined) return { ...incidents[0], id };
    throw new VendorError(`${VENDOR}: has no open incident of ${key} yet.`, VENDOR, true);
  }

  return {
    name: 'pagerduty',
    user,

    async call({ key, whom, from, message }: Call, since?: string) {
      const [incident, caller, called] = await Promise.all([
        incidentOf(key),
        userOf(from),
        whom.id === undefined ? userOf(whom.email ?? '') : { id: whom.id },
      ]);
      if (since !== undefined && isCalled(incident, called.id, since)) return;
      const what = `call ${called.id} to ${key}`;
      const answer = await http.send(`${origin}/incidents/${incident.id}/responder_requests`, {
        what,
        method: 'POST',
        headers: { ...headers, from, 'content-type': 'application/json' },
        body: JSON.stringify({
          requester_id: caller.id,
          message,
          responder_request_targets: [{ responder_request_target: { id: called.id, type: 'user_reference' } }],
        }),
      });
      if (answer.status >= 300) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    },
  };
}

/** Clocks differ by some seconds. */
const CLOCKS_MS = 5_000;

function isCalled({ responder_requests: requests = [] }: Incident, user: string, since: string): boolean {
  return requests.some(
    ({ requested_at: at = '', responder_request_targets: targets = [] }) =>
      targets.some((one) => one.responder_request_target?.id === user) &&
      Date.parse(at) >= Date.parse(since) - CLOCKS_MS,
  );
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'Renew PAGERDUTY_TOKEN: a REST API key. One that may only read calls nobody.';
  if (status === 404) return 'Check PAGERDUTY_API_URL, and whether the account has responders.';
  return 'Try again.';
}
