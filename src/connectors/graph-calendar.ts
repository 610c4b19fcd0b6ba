import { type Calendar, type Meeting } from './calendar';
import { graphCall } from './graph-call';
import { type GraphSettings } from './graph-settings';
import { createHttp } from './http';
import { jsonOf } from './json-of';
import { maskSecrets } from './mask-secrets';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

const VENDOR = 'Microsoft Graph';
/** Of a subject; Exchange keeps no more. Characters. */
const LONGEST_SUBJECT = 255;

/**
 * The default calendar of a user, who may be a shared mailbox. `transactionId` makes a meeting repeatable. The application
 * permission is Calendars.ReadWrite, best held to the one mailbox by Exchange's RBAC for applications.
 * https://learn.microsoft.com/graph/api/user-post-events
 * @throws VendorError when the address is unsafe
 */
export function createGraphCalendar(
  { user, ...settings }: GraphSettings & { user: string },
  http = createHttp(VENDOR),
): Calendar {
  const graph = graphCall(settings, http);
  const events = `${graph.origin}/v1.0/users/${encodeURIComponent(user)}/events`;

  async function ask(what: string, path: string, method: string, event: object) {
    const answer = await graph.send(events + path, {
      what,
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      repeatable: true,
    });
    if (answer.status >= 300) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    return jsonOf<{ id?: unknown; webLink?: unknown } | null>(VENDOR, what, answer);
  }

  return {
    name: 'graph',

    async schedule({ key, title, text, from, to, invited }: Meeting) {
      const what = 'put a meeting into the calendar';
      const made = await ask(what, '', 'POST', {
        subject: [...maskSecrets(title)].slice(0, LONGEST_SUBJECT).join(''),
        body: { contentType: 'text', content: maskSecrets(text) },
        ...span(from, to),
        attendees: invited.map(({ name, email }) => ({ type: 'required', emailAddress: { name, address: email } })),
        transactionId: key,
      });
      const { id, webLink } = made ?? {};
      if (typeof id !== 'string') {
        throw new VendorError(
          `${VENDOR}: could not ${what}: its answer names no event. Check GRAPH_URL.`,
          VENDOR,
          false,
        );
      }
      return { id, ...(typeof webLink === 'string' && /^https?:\/\//.test(webLink) && { url: webLink }) };
    },

    async move(id, from, to) {
      await ask('move a meeting', `/${encodeURIComponent(id)}`, 'PATCH', span(from, to));
    },
  };
}

function span(from: Date, to: Date) {
  const at = (date: Date) => ({ dateTime: date.toISOString().slice(0, -1), timeZone: 'UTC' });
  return { start: at(from), end: at(to) };
}

function adviceFor(status: number): string {
  if (status === 401) return 'Renew GRAPH_TOKEN, or leave it out for the managed identity.';
  if (status === 403) return 'Give the identity the application permission Calendars.ReadWrite.';
  if (status === 404) return 'Check incidents.calendar in the company file: a user of this tenant with a mailbox.';
  return 'Try again.';
}
