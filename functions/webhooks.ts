import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { input } from 'durable-functions';
import { alertIntakeWith, company, pagerIntakeWith, settings } from '../src/app';
import { durableOf } from '../src/durable-client';
import { takeAlerts } from '../src/intake/take-alerts';
import { takePagerNews } from '../src/intake/take-pager-news';
import { logLine } from '../src/model/log-line';

/** A group of 500 alerts is some 500 KB. */
const MOST_ALERT_BYTES = 8 * 1024 * 1024;
/** PagerDuty's are a few KB. */
const MOST_PAGER_BYTES = 1024 * 1024;

/** What vendors tell by themselves. Answered with 5xx where it was not taken, so that it comes again. */
app.http('pagerDutyWebhooks', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'pagerduty/webhooks',
  extraInputs: [input.durableClient()],
  handler: async (request, context) => {
    const receivedAt = new Date();
    const body = await bodyOf(request, MOST_PAGER_BYTES);
    if (!body) return { status: 413 };
    const { readPagerDutyWebhook } = await import('../src/connectors/pagerduty-webhook');
    const signature = request.headers.get('x-pagerduty-signature');
    const delivery = readPagerDutyWebhook(settings.pagerDuty.webhookSecrets, signature, body);
    if (delivery.kind === 'forged') return { status: 401 };
    if (delivery.kind === 'unreadable') return { status: 400, body: 'This is no v3 webhook event.' };
    if (delivery.kind === 'nothing') return { status: 200, body: delivery.reason };
    return taking(context, async () => {
      const taken = await takePagerNews(pagerIntakeWith(durableOf(context), receivedAt), delivery.news);
      context.info(logLine({ event: 'pager.news', what: delivery.news.what, key: delivery.news.key, taken }));
      return { status: 200, body: taken };
    });
  },
});

app.http('alertmanagerWebhook', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'alertmanager/webhook',
  extraInputs: [input.durableClient()],
  handler: async (request, context) => {
    const receivedAt = new Date();
    const body = await bodyOf(request, MOST_ALERT_BYTES);
    if (!body) return { status: 413 };
    const { readAlertmanagerWebhook } = await import('../src/connectors/alertmanager-webhook');
    const authorization = request.headers.get('authorization');
    const delivery = readAlertmanagerWebhook(settings.alertmanager.webhookTokens, authorization, body, receivedAt);
    if (delivery.kind === 'forged') return { status: 401, headers: { 'www-authenticate': 'Bearer' } };
    if (delivery.kind === 'unreadable') return { status: 400, body: delivery.why };
    if (company().incidents.channel === undefined) {
      context.error(NOWHERE);
      return { status: 422, body: NOWHERE };
    }
    return taking(context, async () => {
      const taken = await takeAlerts(alertIntakeWith(durableOf(context), receivedAt), delivery.group);
      return { status: 200, body: taken };
    });
  },
});

const NOWHERE = 'Alerts can be shown nowhere: the company file names no incidents.channel.';

async function taking(context: InvocationContext, take: () => Promise<HttpResponseInit>): Promise<HttpResponseInit> {
  try {
    return await take();
  } catch (error) {
    context.error(error);
    return { status: 500 };
  }
}

async function bodyOf(request: HttpRequest, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length')) > most) return undefined;
  const body = Buffer.from(await request.arrayBuffer());
  return body.length > most ? undefined : body;
}
