import { createHmac, timingSafeEqual } from 'node:crypto';
import { type PagerNews, type PagerUser } from '../model/pager-news';
import { objectIn, payloadIn } from './payload-in';

/** What a delivery meant; `forged` where none of our secrets signed it, `unreadable` where PagerDuty does not write so. */
type PagerDelivery =
  { kind: 'news'; news: PagerNews } | { kind: 'nothing'; reason: string } | { kind: 'forged' } | { kind: 'unreadable' };

/** Signatures of one header that are looked at: PagerDuty sends one for each secret while secrets are being changed. */
const MOST_SIGNATURES = 10;
/** Characters of a deduplication key, which is what incidents of the Events API carry as their key. */
const LONGEST_KEY = 255;
const LONGEST_NAME = 100;
const LONGEST_URL = 2_000;
const MOST_ASSIGNEES = 20;

/**
 * One delivery of a v3 webhook subscription. Every delivery costs one HMAC over its body for each secret.
 * https://developer.pagerduty.com/docs/webhooks/webhook-signatures/
 */
export function readPagerDutyWebhook(secrets: string[], signature: string | null, body: Buffer): PagerDelivery {
  if (!isSigned(secrets, signature ?? '', body)) return { kind: 'forged' };
  const event = objectIn(payloadIn(body)?.['event']);
  if (!event) return { kind: 'unreadable' };
  const { id, event_type: type, occurred_at: occurred, data } = event;
  if (typeof id !== 'string' || id === '' || typeof type !== 'string') return { kind: 'unreadable' };
  const what = Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined;
  if (!what) return { kind: 'nothing', reason: `${type.slice(0, LONGEST_NAME)} changes nothing here` };
  const incident = objectIn(data);
  const key = incident?.['incident_key'];
  if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY)
    return { kind: 'nothing', reason: 'the incident has no key of ours' };
  const time = Date.parse(typeof occurred === 'string' ? occurred : '');
  if (Number.isNaN(time)) return { kind: 'unreadable' };
  const agent = userIn(event['agent']);
  const assignees = incident?.['assignees'];
  const url = incident?.['html_url'];
  return {
    kind: 'news',
    news: {
      id: id.slice(0, LONGEST_KEY),
      what,
      key,
      at: new Date(time).toISOString(),
      ...(agent && { by: agent }),
      to: (Array.isArray(assignees) ? assignees.slice(0, MOST_ASSIGNEES) : []).flatMap((one) => userIn(one) ?? []),
      ...(typeof url === 'string' && url.length <= LONGEST_URL && /^https?:\/\//.test(url) && { url }),
    },
  };
}

const MEANINGS: Record<string, PagerNews['what']> = {
  'incident.acknowledged': 'acknowledged',
  'incident.unacknowledged': 'unacknowledged',
  'incident.reassigned': 'reassigned',
  'incident.delegated': 'reassigned',
  'incident.escalated': 'escalated',
  'incident.resolved': 'resolved',
  'incident.reopened': 'reopened',
};

function isSigned(secrets: string[], header: string, body: Buffer): boolean {
  const given = header
    .split(',', MOST_SIGNATURES)
    .flatMap((one) => (/^\s*v1=[0-9a-f]{64}\s*$/.test(one) ? [Buffer.from(one.trim().slice(3), 'hex')] : []));
  const equal = secrets.flatMap((secret) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    return given.map((one) => timingSafeEqual(expected, one));
  });
  return equal.includes(true);
}

/** A person; whatever else acts in PagerDuty (an integration, a service, an escalation policy) is none. */
function userIn(value: unknown): PagerUser | undefined {
  const { id, type, summary } = objectIn(value) ?? {};
  if (typeof id !== 'string' || (type !== 'user_reference' && type !== 'user')) return undefined;
  const name = typeof summary === 'string' && summary.trim() ? summary.trim() : id;
  return { id: id.slice(0, LONGEST_NAME), name: name.slice(0, LONGEST_NAME) };
}
