import assert from 'node:assert/strict';
import { type Audience, readable } from './audience';
import { type Scene } from './scene';

const INCIDENTS = 'C0INCID';
/** One group of alerts that no other scene fires. */
const LABELS = { alertname: 'LoginsFail', service: 'api-gateway', environment: 'production', severity: 'critical' };

export const alertScenes: Scene[] = [
  {
    title: 'Alerts propose an incident; a press opens it; acknowledged in PagerDuty, it is shown in the chat',
    async play(audience) {
      const { pagerDuty, slack, alertmanager } = audience.stack;
      await fire(audience, 3);
      const question = await seen(
        audience,
        'Logins fail at the gateway: create an incident?',
        '3 alerts: LoginsFail ×3',
      );
      const asked = new Date().toISOString();
      await audience.as('erin').click(INCIDENTS, question.ts, 'run-1');
      const card = await seen(audience, 'SEV-2 Incident Created: Logins fail at the gateway', 'platform-team');
      const opened = await seen(audience, 'opened by <@U0ERIN>');
      assert.equal(opened.ts, question.ts, 'the question says what came of it, and asks no more');
      const page = pagerDuty.state().alerts.find(({ summary }) => summary.includes('Logins fail'));
      assert.ok(page, 'the team of the gateway is paged');
      pagerDuty.act('PBOB', page.id, 'acknowledge');
      const acknowledged = await seen(audience, 'SEV-2 Incident Created: Logins fail', 'Acknowledged by: <@U0BOB>');
      assert.equal(acknowledged.ts, card.ts, 'one card from first to last');
      const room = slack.workspace.state.channels.find(({ name }) => /^inc-\d{8}-gateway$/.test(name));
      assert.ok(room, 'the incident has its channel');
      await audience.until(() => room.members.includes('U0BOB'), 20);
      assert.ok(room.members.includes('U0BOB'), 'who takes it is in its channel');
      await fire(audience, 3, new Date(Date.now() - 1_000).toISOString());
      await seenIn(audience, room.id, 'Alertmanager says: all alerts are resolved.');
      await audience.as('erin').command(room.id, '/incident', 'resolve "Rolled back"');
      await seen(audience, 'SEV-2 Incident Resolved: Logins fail');
      await Promise.all([pagerDuty.webhooks.idle(), alertmanager.webhook.idle()]);
      const outcome = (await audience.entries()).find(
        ({ kind, command, timestamp }) =>
          kind === 'outcome' && timestamp >= asked && command.startsWith('/incident create --alerts'),
      );
      assert.equal(outcome?.user, '@erin');
    },
  },
];

function fire({ stack }: Audience, count: number, endsAt?: string) {
  return fetch(`${stack.alertmanager.url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      Array.from({ length: count }, (_, index) => ({
        labels: { ...LABELS, instance: `gateway-${index}` },
        annotations: { summary: 'Logins fail at the gateway' },
        ...(endsAt && { endsAt }),
      })),
    ),
  });
}

const seen = (audience: Audience, ...words: string[]) => seenIn(audience, INCIDENTS, ...words);

/** The newest message in a channel that says all of this. */
async function seenIn(audience: Audience, channel: string, ...words: string[]) {
  const { workspace } = audience.stack.slack;
  const found = await audience.until(
    () => workspace.messages(channel).findLast((one) => words.every((word) => readable(one).includes(word))),
    25,
  );
  assert.ok(found, `${words.join(' / ')} was not said:\n${workspace.transcript(channel)}`);
  return found;
}
