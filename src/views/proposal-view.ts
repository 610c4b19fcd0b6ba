import { alertsInWords, type Proposal, proposalName } from '../model/alert-group';
import { SEVERITIES } from '../model/incident';
import { type PersonRef } from '../model/person';
import { type Inline, type View } from '../model/view';
import { severityName } from './incident-view';

/** Alerts fire: whether that is an incident is for people to say. */
export function proposalView(proposal: Proposal, refer: (person: string) => PersonRef): View {
  const { group, decision, quietSince, service, openedAt } = proposal;
  const isOpen = !decision && !quietSince;
  const name = proposalName(proposal);
  return {
    kind: 'incident',
    tone: isOpen ? 'waiting' : quietSince ? 'good' : 'neutral',
    icon: isOpen ? '🔔' : quietSince ? '🔕' : decision?.kind === 'dismissed' ? '🔕' : '🚨',
    headline: [group.title, ...(isOpen ? [' Create an incident?'] : [])],
    lines: [
      ...(decision ? [decisionLine(decision, refer)] : []),
      quietSince
        ? ['All alerts are resolved since ', { time: quietSince }, decision ? '.' : '. No incident was opened.']
        : [`${alertsInWords(group)}. Firing since `, { time: group.since }, '.'],
    ],
    facts: service ? [{ label: 'Service', value: [service] }] : [],
    lists: quietSince ? [] : summaries(proposal),
    links: group.link ? [{ text: 'Alertmanager', url: group.link }] : [],
    actions: isOpen
      ? [
          ...SEVERITIES.map((severity) => ({
            kind: 'run' as const,
            label: `Create ${severityName(severity)}`,
            line: `/incident create --alerts ${name} --severity ${severity}`,
          })),
          { kind: 'run', label: 'Dismiss', line: `/incident dismiss ${name}` },
        ]
      : [],
    footer: [[`${name} · asked `, { time: openedAt }]],
  };
}

function decisionLine(
  { kind, by, incident }: NonNullable<Proposal['decision']>,
  refer: (person: string) => PersonRef,
): Inline[] {
  if (kind === 'dismissed') return ['Dismissed by ', { person: refer(by) }, '.'];
  return [
    incident === undefined ? 'An incident is being opened by ' : `${incident}, opened by `,
    { person: refer(by) },
    '.',
  ];
}

/** What each kind of alert says, where it says more than the title. */
function summaries({ group: { alerts, title } }: Proposal): NonNullable<View['lists']> {
  const items = alerts.flatMap(({ name, summary }): Inline[][] =>
    summary && summary !== title ? [[{ bold: name }, `: ${summary}`]] : [],
  );
  return items.length ? [{ title: '', items }] : [];
}
