import { createHash } from 'node:crypto';
import { type AlertGroup, type Proposal } from '../model/alert-group';
import { type Company } from '../model/company';
import { type Durable } from '../model/durable';
import { alertsInput } from '../model/alerts-input';
import { fillIn } from '../model/fill-in';
import { type Incidents } from '../state/incidents';
import { type Proposals } from '../state/proposals';

export interface AlertIntake {
  company: Company;
  incidents: Incidents;
  proposals: Proposals;
  durable: Durable;
  receivedAt: Date;
}

/** A group that fires again after it was quiet for so long is asked about anew. */
const QUIET_MS = 3_600_000;

/**
 * Keeps how a group of alerts is now, and has it shown: as a question to people, or, once an incident came of it, in the timeline of that.
 * All of it may be done again.
 */
export async function takeAlerts(intake: AlertIntake, group: AlertGroup): Promise<'taken' | 'nothing fires'> {
  const { company, incidents, proposals, durable, receivedAt } = intake;
  const id = `alr-${createHash('sha256').update(group.key).digest('hex').slice(0, 10)}`;
  const at = receivedAt.toISOString();
  const before = await proposals.get(id);
  const over = before ? await isOver(intake, before) : false;
  const again = ({ quietSince }: Proposal) => over || receivedAt.getTime() - Date.parse(quietSince ?? at) > QUIET_MS;
  const proposal = await proposals.tell(id, { group, service: serviceOf(group, company), at }, again);
  if (!proposal) return 'nothing fires';
  await durable.start('alertGroup', id, { id });
  await durable.wake(id);
  const incident = proposal.decision?.incident;
  const rows = incident === undefined ? undefined : await incidents.get(incident);
  if (!rows || rows.story.resolved) return 'taken';
  await incidents.add(rows.story.incident.id, alertsInput(proposal, rows.story.incident, at), rows.story.reopened);
  await durable.start('incident', rows.story.incident.id, { id: rows.story.incident.id });
  await durable.wake(rows.story.incident.id);
  return 'taken';
}

/** Whether the incident that came of it is resolved. */
async function isOver({ incidents }: AlertIntake, { decision }: Proposal): Promise<boolean> {
  if (decision?.incident === undefined) return false;
  return (await incidents.get(decision.incident))?.story.resolved !== undefined;
}

/** The service whose alerts have these labels in the company file, in whatever environment; else the one that the label `service` names. */
function serviceOf({ labels }: AlertGroup, { services, environments }: Company): string | undefined {
  const matching = services.find(({ id, status }) =>
    environments.some((environment) => {
      const wanted = Object.entries(status?.alerts ?? {});
      const place = { service: id, environment: environment.id };
      return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === fillIn(value, place));
    }),
  );
  return (matching ?? services.find(({ id }) => id === labels['service']))?.id;
}
