import { randomUUID } from 'node:crypto';
import { type OnCall, type PagerDutyUser } from './on-call';

/** What a responder would find in the inbox: an incident with its one alert. */
export interface Alert {
  id: string;
  number: number;
  key: string;
  summary: string;
  severity: string;
  source: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** User IDs. */
  assignees: string[];
  responders: ResponderRequest[];
  triggeredAt: string;
  resolvedAt?: string;
}

export interface ResponderRequest {
  requester: string;
  message: string;
  targets: string[];
  /** ISO 8601. */
  at: string;
}

/** Who did something: a user, or the integration through which an event came. */
type Agent = PagerDutyUser | 'integration';

export interface Happening {
  type: string;
  agent: Agent;
  alert: Alert;
}

/** What one can do with an incident on PagerDuty's page. */
export const DEEDS = ['acknowledge', 'reassign', 'escalate', 'resolve'] as const;

/** Incidents of the one service there is; tells what happens to them. */
export class Inbox {
  readonly alerts: Alert[] = [];

  constructor(
    private readonly onCall: OnCall,
    private readonly now: () => number,
    private readonly tell: (happening: Happening) => void,
  ) {}

  open(key: string): Alert | undefined {
    return this.alerts.find((alert) => alert.key === key && alert.status !== 'resolved');
  }

  byId(id: string): Alert | undefined {
    return this.alerts.find((alert) => alert.id === id);
  }

  trigger(key: string, payload: Pick<Alert, 'summary' | 'severity' | 'source'>): void {
    if (this.open(key)) return;
    const alert: Alert = {
      id: `Q${randomUUID().replaceAll('-', '').slice(0, 13).toUpperCase()}`,
      number: this.alerts.length + 1,
      key,
      ...payload,
      status: 'triggered',
      assignees: this.onCall.of('PONCALL').map(({ id }) => id),
      responders: [],
      triggeredAt: this.time(),
    };
    this.alerts.push(alert);
    this.tell({ type: 'incident.triggered', agent: 'integration', alert });
  }

  acknowledge(alert: Alert, agent: Agent): void {
    if (alert.status !== 'triggered') return;
    alert.status = 'acknowledged';
    this.tell({ type: 'incident.acknowledged', agent, alert });
  }

  resolve(alert: Alert, agent: Agent): void {
    if (alert.status === 'resolved') return;
    Object.assign(alert, { status: 'resolved', resolvedAt: this.time() });
    this.tell({ type: 'incident.resolved', agent, alert });
  }

  /** Whoever gets it has not acknowledged it. */
  assign(alert: Alert, agent: Agent, to: string[], type: 'incident.reassigned' | 'incident.escalated'): void {
    if (alert.status === 'resolved') return;
    Object.assign(alert, { status: 'triggered', assignees: to });
    this.tell({ type, agent, alert });
  }

  request(alert: Alert, requester: string, message: string, targets: string[]): ResponderRequest {
    const request = { requester, message, targets, at: this.time() };
    alert.responders.push(request);
    return request;
  }

  private time(): string {
    return new Date(this.now()).toISOString();
  }
}
