import { type Alert, type ResponderRequest } from './inbox';
import { type OnCall } from './on-call';

/** An incident as the REST API has it. https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents */
export function incidentJson(alert: Alert, onCall: OnCall) {
  const { id, number, key, summary, status, assignees, responders, triggeredAt, severity } = alert;
  return {
    ...reference(id, 'incident', `[#${number}] ${summary}`, 'incidents'),
    incident_number: number,
    title: summary,
    incident_key: key,
    status,
    created_at: triggeredAt,
    urgency: severity === 'warning' || severity === 'info' ? 'low' : 'high',
    service: reference('PSERVICE', 'service_reference', 'Demo company', 'services'),
    escalation_policy: reference('PPOLICY', 'escalation_policy_reference', 'Operations', 'escalation_policies'),
    teams: [],
    priority: null,
    resolve_reason: null,
    conference_bridge: null,
    assignments: assignees.map((user) => ({ at: triggeredAt, assignee: userReference(user, onCall) })),
    responder_requests: responders.map((one) => responderRequestJson(one, onCall)),
  };
}

export function responderRequestJson({ requester, message, targets, at }: ResponderRequest, onCall: OnCall) {
  return {
    requester: userReference(requester, onCall),
    requested_at: at,
    message,
    responder_request_targets: targets.map((user) => ({
      responder_request_target: { ...userReference(user, onCall), incident_responders: [] },
    })),
  };
}

export function reference(id: string, type: string, summary: string, path = 'users') {
  return {
    id,
    type,
    summary,
    self: `https://api.pagerduty.com/${path}/${id}`,
    html_url: `https://demo-company.pagerduty.com/${path}/${id}`,
  };
}

function userReference(id: string, onCall: OnCall) {
  return reference(id, 'user_reference', onCall.user(id)?.name ?? id);
}
