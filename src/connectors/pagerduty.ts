import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { type Page, type Pager } from './pager';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface PagerDutySettings {
  /** Scheme and host of the Events API. */
  eventsUrl: string;
  /** For services that name none of their own. */
  routingKey?: string;
}

/** Characters that PagerDuty takes of a summary. */
const LONGEST_SUMMARY = 1_024;

/**
 * PagerDuty's Events API v2. The deduplication key makes every event repeatable.
 * https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty
 * @throws VendorError when the address is unsafe
 */
export function createPagerDuty(
  { eventsUrl, routingKey: common }: PagerDutySettings,
  http = createHttp('PagerDuty'),
): Pager {
  checkUrl('PagerDuty', eventsUrl);

  async function enqueue(what: string, own: string | undefined, event: Record<string, unknown>): Promise<void> {
    const routing_key = own ?? common;
    if (!routing_key) {
      const message = `PagerDuty: did not ${what}: the service names no pager.routingKey and PAGERDUTY_ROUTING_KEY is not set.`;
      throw new VendorError(message, 'PagerDuty', false);
    }
    const answer = await http.send(`${eventsUrl.replace(/\/+$/, '')}/v2/enqueue`, {
      what,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ routing_key, ...event }),
      repeatable: true,
    });
    if (answer.status !== 202) throw refusal('PagerDuty', what, answer, adviceFor(answer.status));
  }

  return {
    name: 'pagerduty',
    trigger: ({ key, routingKey, summary, severity, source }: Page) =>
      enqueue(`page for ${key}`, routingKey, {
        event_action: 'trigger',
        dedup_key: key,
        client: 'Countersign',
        payload: { summary: [...summary].slice(0, LONGEST_SUMMARY).join(''), severity, source },
      }),
    acknowledge: ({ key, routingKey }) =>
      enqueue(`acknowledge the page of ${key}`, routingKey, { event_action: 'acknowledge', dedup_key: key }),
    resolve: ({ key, routingKey }) =>
      enqueue(`resolve the page of ${key}`, routingKey, { event_action: 'resolve', dedup_key: key }),
  };
}

function adviceFor(status: number): string {
  if (status === 200) return 'Check PAGERDUTY_EVENTS_URL: a proxy or sign-in page seems to answer.';
  if (status === 400) return 'Check the routing key: 32 characters, of an Events API v2 integration.';
  if (status === 404) return 'Check PAGERDUTY_EVENTS_URL: it is the address without /v2/enqueue.';
  return 'Try again.';
}
