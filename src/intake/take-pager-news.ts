import { noticeRecord } from '../model/notice-record';
import { type AuditRecord } from '../model/audit-entry';
import { type CommandRequest } from '../model/command-request';
import { type Company } from '../model/company';
import { type Durable } from '../model/durable';
import { type IncidentInput } from '../model/incident';
import { type PagerNews, type PagerUser } from '../model/pager-news';
import { type Person } from '../model/person';
import { peopleBehind } from '../policy/people-behind';
import { type IncidentRows, type Incidents } from '../state/incidents';
import { instanceId } from './instance-id';

export interface PagerIntake {
  company: Company;
  incidents: Incidents;
  durable: Durable;
  /** Throws when it could not be written. */
  record: (record: AuditRecord) => Promise<void>;
  /** The address of somebody in the pager; undefined where it cannot be had in time. */
  emailOf: (user: string) => Promise<string | undefined>;
  receivedAt: Date;
}

/**
 * Makes news of the pager an input of the incident that the page is of. All of it may be done again, so a delivery that failed half
 * way is answered as failed and comes again.
 * @returns what came of it, for the log
 */
export async function takePagerNews(intake: PagerIntake, news: PagerNews): Promise<'taken' | 'not ours' | 'echo'> {
  const { incidents, durable } = intake;
  const [id = '', service] = news.key.split('/', 2);
  const rows = await incidents.get(id);
  if (!rows) return 'not ours';
  if (isEcho(rows, news)) return 'echo';
  const { incident, reopened } = rows.story;
  const [[by], to] = await Promise.all([
    named(intake, news.by ? [news.by] : []),
    named(intake, news.what === 'reassigned' || news.what === 'escalated' ? news.to : []),
  ]);
  const input: IncidentInput = {
    id: `pager-${news.id}`,
    kind: 'pager',
    by: by?.person?.id ?? '',
    ...(by && !by.person && { byName: by.name }),
    // A clock that is ahead does not put news after what is said next.
    at: new Date(Math.min(Date.parse(news.at), intake.receivedAt.getTime())).toISOString(),
    text: '',
    origin: incident.origin,
    pager: { what: news.what, to: to.map(({ person, name }) => (person ? `@${person.id}` : name)) },
    whom: service ?? incident.service,
  };
  await intake.record(recordOf(rows, input, news));
  await incidents.add(id, input, reopened);
  await durable.start('incident', id, { id });
  await durable.wake(id);
  if (news.what === 'resolved' && by?.person) await resolveUnseen(intake, rows, input, by.person);
  return 'taken';
}

/** What we told the pager ourselves comes back as news that no person made. */
function isEcho({ story }: IncidentRows, { what, by }: PagerNews): boolean {
  if (what === 'resolved') return story.resolved !== undefined;
  return what === 'acknowledged' && !by && story.acknowledged !== undefined;
}

async function named(
  { company, emailOf }: PagerIntake,
  users: PagerUser[],
): Promise<(PagerUser & { person?: Person })[]> {
  return Promise.all(
    users.map(async (user) => {
      const known = personBehind(company, user) ?? personBehind(company, { ...user, email: await emailOf(user.id) });
      return { ...user, ...(known && { person: known }) };
    }),
  );
}

function personBehind({ people }: Company, member: { id: string; email?: string }): Person | undefined {
  const [found] = peopleBehind('pagerduty', [member], people);
  return people.find(({ id }) => id === found);
}

/**
 * Where customers were told nothing, who resolves it in the pager has resolved it: as the command that they would have typed, so that
 * the policy decides and the log has it. Else the incident's channel is asked.
 */
async function resolveUnseen(
  { durable, receivedAt }: PagerIntake,
  { story: { incident, inputs }, progress }: IncidentRows,
  { id: key }: IncidentInput,
  { accounts }: Person,
): Promise<void> {
  const account = accounts[incident.origin.platform];
  const unseen = incident.private || progress.statusPage?.state === 'skipped';
  if (!unseen || !account || inputs.some(({ kind }) => kind === 'page')) return;
  const request: CommandRequest = {
    instanceId: instanceId(incident.origin, { scope: 'pager', key }),
    command: 'incident',
    args: { what: 'resolve', text: RESOLVED, id: incident.id },
    text: `/incident resolve "${RESOLVED}" --id ${incident.id}`,
    receivedAt: receivedAt.toISOString(),
    origin: { ...incident.origin, account },
    answered: false,
  };
  await durable.start('runCommand', request.instanceId, request);
}

const RESOLVED = 'Resolved in PagerDuty';

function recordOf({ story: { incident } }: IncidentRows, input: IncidentInput, news: PagerNews): AuditRecord {
  const who = input.by ? `@${input.by}` : (input.byName ?? 'the pager itself');
  return noticeRecord({
    instance_id: incident.id,
    step: input.id,
    timestamp: input.at,
    user: who,
    command: `(${news.what} in the pager: ${incident.id})`,
    action: 'pager',
    service: input.whom ?? null,
    details: { incident: incident.id, event: news.id, to: input.pager?.to ?? [], ...(news.url && { url: news.url }) },
  });
}
