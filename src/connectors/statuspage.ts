import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { maskSecrets } from './mask-secrets';
import { refusal } from './refusal';
import { type PublicIncident, type PublicUpdate, type StatusPage } from './status-page';
import { VendorError } from './vendor-error';

export interface StatuspageSettings {
  /** Scheme and host. */
  apiUrl: string;
  token: string;
  pageId: string;
}

/** https://developer.statuspage.io/#tag/incidents */
interface VendorIncident {
  id: string;
  shortlink?: string | null;
  metadata?: { countersign?: { incident?: string } } | null;
  incident_updates?: { status: string; body: string | null; created_at: string }[];
}

const COMPONENT_STATES = { critical: 'major_outage', major: 'partial_outage', minor: 'degraded_performance' };
/** The clocks of two machines may differ by so much, ms. */
const CLOCK_MARGIN_MS = 60_000;

/**
 * Atlassian Statuspage's API v1. It takes no idempotency key, so nothing is sent twice by itself: an incident carries our key in its
 * metadata, and an update is known by its words.
 * @throws VendorError when the address is unsafe
 */
export function createStatuspage(
  { apiUrl, token, pageId }: StatuspageSettings,
  http = createHttp('Statuspage'),
): StatusPage {
  checkUrl('Statuspage', apiUrl);
  const incidents = `${apiUrl.replace(/\/+$/, '')}/v1/pages/${encodeURIComponent(pageId)}/incidents`;

  async function ask<T>(what: string, path: string, method = 'GET', incident?: object): Promise<T> {
    const answer = await http.send(incidents + path, {
      what,
      method,
      headers: { authorization: `OAuth ${token}`, 'content-type': 'application/json' },
      ...(incident && { body: JSON.stringify({ incident }) }),
    });
    if (answer.status >= 300) throw refusal('Statuspage', what, answer, adviceFor(answer.status));
    return jsonOf<T>('Statuspage', what, answer);
  }

  return {
    name: 'statuspage',

    async open({ key, title, impact, components }: PublicIncident) {
      const what = 'open an incident';
      const made = await ask<VendorIncident>(what, '', 'POST', {
        name: publicText(title),
        status: 'investigating',
        impact_override: impact,
        body: 'We are investigating this issue.',
        component_ids: components,
        components: inState(components, COMPONENT_STATES[impact]),
        metadata: { countersign: { incident: key } },
      });
      return reference(what, made);
    },

    async find(key) {
      const what = 'look for an incident';
      const recent = await ask<VendorIncident[]>(what, '?limit=100');
      const found = Array.isArray(recent) && recent.find(({ metadata }) => metadata?.countersign?.incident === key);
      return found ? reference(what, found) : null;
    },

    async update(id, { status, text, components }: PublicUpdate) {
      await ask<VendorIncident>('update an incident', `/${encodeURIComponent(id)}`, 'PATCH', {
        status,
        body: publicText(text),
        ...(status === 'resolved' && { components: inState(components, 'operational') }),
      });
    },

    async hasUpdate(id, { status, text }, since) {
      const { incident_updates = [] } = await ask<VendorIncident>('read an incident', `/${encodeURIComponent(id)}`);
      const earliest = Date.parse(since) - CLOCK_MARGIN_MS;
      return incident_updates.some(
        (one) => one.status === status && one.body === publicText(text) && Date.parse(one.created_at) >= earliest,
      );
    },
  };
}

/** What customers read: no secret, and nothing that the page or its e-mails could take for markup. */
function publicText(text: string): string {
  return maskSecrets(text).replaceAll('<', '‹').replaceAll('>', '›').trim();
}

function inState(components: string[], state: string): Record<string, string> {
  return Object.fromEntries(components.map((id) => [id, state]));
}

function reference(what: string, { id, shortlink }: VendorIncident): { id: string; url?: string } {
  if (typeof id !== 'string') {
    const message = `Statuspage: could not ${what}: its answer names no incident. Check STATUSPAGE_API_URL.`;
    throw new VendorError(message, 'Statuspage', false);
  }
  return { id, ...(shortlink && /^https?:\/\//.test(shortlink) && { url: shortlink }) };
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return 'Check STATUSPAGE_TOKEN.';
  if (status === 404) return 'Check STATUSPAGE_PAGE_ID and STATUSPAGE_API_URL.';
  if (status === 422) return 'Check the statusComponents of the service in the company file.';
  return 'Try again.';
}
