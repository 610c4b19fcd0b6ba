import { type IncidentStory } from '../../model/incident-story';
import { type Plan } from '../../model/plan';
import { directVerdict } from '../../policy/direct-verdict';
import { type Asked, type DirectAnswer, type DirectTools } from '../command';
import { refused } from '../refused';

/** Undefined when the policy lets this person do it; else the refusal. `action` is what rules call it. */
export function mayTell(
  action: 'incident-update' | 'incident-resolve',
  { incident, severity, status }: IncidentStory,
  { person }: Asked,
  { company }: DirectTools,
): DirectAnswer | undefined {
  const plan: Plan = {
    action,
    service: incident.service ?? '',
    environment: company.environments.find(({ production }) => production)?.id ?? '',
    connector: 'incident',
    current: { status },
    desired: { severity },
    display: { commits: [], moreCommits: 0 },
  };
  const verdict = directVerdict(plan, person, company);
  if (verdict.allowed) return undefined;
  return refused('denied', 'not_allowed', `Rule “${verdict.rule}” wants ${verdict.who} for this. Nothing was changed.`);
}
