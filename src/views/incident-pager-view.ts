import { type IncidentInput } from '../model/incident';
import { type IncidentStory } from '../model/incident-story';
import { type PersonRef } from '../model/person';
import { type Inline, type View, type ViewAction } from '../model/view';
import { type IncidentStage } from './incident-stage';

/** Who said it: somebody of ours, somebody whom the pager alone knows, or the pager itself. */
export function speaker({ by, byName }: IncidentInput, refer: (person: string) => PersonRef): Inline {
  return by ? { person: refer(by) } : (byName ?? 'PagerDuty');
}

/** Goes on after a name: what happened in the pager. */
export function pagerWords({ what, to }: NonNullable<IncidentInput['pager']>): string {
  const whom = to.length ? ` to ${to.join(', ')}` : '';
  switch (what) {
    case 'acknowledged':
    case 'reopened':
    case 'resolved':
      return `${what} it`;
    case 'unacknowledged':
      return 'gave it back';
    case 'reassigned':
    case 'escalated':
      return `${what} it${whom}`;
  }
}

export function acknowledgedFact(
  { acknowledged }: IncidentStory,
  refer: IncidentStage['refer'],
): NonNullable<View['facts']> {
  if (!acknowledged) return [];
  const where = acknowledged.kind === 'pager' ? ' (in PagerDuty)' : '';
  return [{ label: 'Acknowledged by', value: [speaker(acknowledged, refer), where] }];
}

/** While somebody is called and nobody has answered. */
export function acknowledgement({ story, progress: { pager } }: IncidentStage): ViewAction[] {
  const { incident, resolved, acknowledged } = story;
  if (resolved || acknowledged || !pager || pager.state === 'skipped') return [];
  return [{ kind: 'run', label: 'Acknowledge', line: `/incident ack --id ${incident.id}` }];
}

/** What happened in the pager. One that is resolved there asks whether it is over: customers are told by people. */
export function pagerNewsView(input: IncidentInput, { story, refer }: IncidentStage): View | undefined {
  const { pager, whom } = input;
  if (!pager) return undefined;
  const { incident, resolved } = story;
  const asks = pager.what === 'resolved' && !resolved;
  const told = incident.private ? [] : [['Customers are still told of it. ']];
  return {
    kind: 'incident',
    tone: asks || pager.what === 'unacknowledged' ? 'waiting' : 'neutral',
    icon: pager.what === 'acknowledged' ? '🙋' : '📟',
    headline: [speaker(input, refer), ` ${pagerWords(pager)} in PagerDuty.`, asks ? ' Is the incident over?' : ''],
    lines: asks ? told : [],
    actions: asks
      ? [
          { kind: 'run', label: 'Resolve', line: `/incident resolve "Resolved in PagerDuty" --id ${incident.id}` },
          ...(whom === undefined
            ? []
            : [{ kind: 'run' as const, label: 'Page again', line: `/incident page ${whom} --id ${incident.id}` }]),
        ]
      : [],
  };
}

/** That nothing fires any more is a reason to look whether it is over. */
export function alertsOverView(): View {
  return { kind: 'incident', tone: 'good', icon: '🔕', headline: ['Alertmanager says: all alerts are resolved.'] };
}
