import { createHmac, randomUUID } from 'node:crypto';
import { type Happening } from './inbox';
import { incidentJson, reference } from './incident-json';
import { type OnCall } from './on-call';

/** A v3 webhook event. https://developer.pagerduty.com/docs/webhooks/v3-overview/ */
export function webhookBody({ type, agent, alert }: Happening, onCall: OnCall, now: number): string {
  const { incident_number: number, ...incident } = incidentJson(alert, onCall);
  return JSON.stringify({
    event: {
      id: `01${randomUUID().replaceAll('-', '').slice(0, 24).toUpperCase()}`,
      event_type: type,
      resource_type: 'incident',
      occurred_at: new Date(now).toISOString(),
      agent:
        agent === 'integration'
          ? reference('PINTEGR', 'inbound_integration_reference', 'Events API V2')
          : reference(agent.id, 'user_reference', agent.name),
      client: agent === 'integration' ? { name: 'Countersign' } : null,
      data: { ...incident, number, assignees: incident.assignments.map(({ assignee }) => assignee) },
    },
  });
}

/** `v1=…`, one for each secret while one is being changed. https://developer.pagerduty.com/docs/webhooks/webhook-signatures/ */
export function webhookSignature(secrets: string[], body: string): string {
  return secrets.map((secret) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`).join(',');
}
