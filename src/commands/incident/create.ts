import { type Proposal } from '../../model/alert-group';
import { alertsInput } from '../../model/alerts-input';
import { type CommandArguments } from '../../model/command-spec';
import { type Incident, SEVERITIES, type Severity } from '../../model/incident';
import { incidentStory } from '../../model/incident-story';
import { nearestNames } from '../../model/nearest-names';
import { type Inline } from '../../model/view';
import { noticeView } from '../../views/notice-view';
import { type Asked, type DirectAnswer, type DirectTools } from '../command';
import { refused } from '../refused';
import { commanderOf } from './commander-of';
import { done } from './done';
import { incidentId } from './incident-id';
import { decidedAlready, proposalOf, showProposal } from './proposal-of';
import { readSeverity } from './read-severity';
import { serviceMeant } from './service-meant';
import { type Subcommand } from './subcommand';

/** Status pages take 255; beyond this nobody reads a title. Characters. */
const LONGEST_TITLE = 150;
const EXAMPLE = '/incident create "Checkout failing" --severity sev1';
/** Incidents of one day whose titles begin alike. */
const MOST_ALIKE = 999;

export const create: Subcommand = {
  name: 'create',
  usage: '"<title>" --severity <sev1|sev2|sev3> [--service s] [--private] [--alerts <alerts>]',
  summary: 'open an incident: channel, commander, status page, pager',
  options: ['severity', 'service', 'private', 'alerts'],
  text: 'title',
  textOptional: true,
  changes: true,

  async run(asked, tools) {
    const { args, text } = asked.request;
    if (args['alerts'] !== undefined && args['private'] === true)
      return wrong('Alerts are known to everybody: --private does not go with --alerts.');
    const proposal = args['alerts'] === undefined ? undefined : await proposalOf(String(args['alerts']), asked, tools);
    if (proposal && !('group' in proposal)) return proposal;
    if (args['text'] === undefined && !proposal) return wrong(`The title is missing, e.g. ${EXAMPLE}`);
    const title = String(args['text'] ?? proposal?.group.title)
      .replace(/\s+/g, ' ')
      .trim();
    const length = [...title].length;
    if (!/[\p{L}\p{N}]/u.test(title)) return wrong('A title needs letters or digits: it says what customers notice.');
    if (length > LONGEST_TITLE) {
      return wrong(`The title has ${length} characters; ${LONGEST_TITLE} are the most. Say the rest in an update.`);
    }
    const severity = readSeverity(args['severity']);
    if (!severity) return askSeverity(args['severity'], text);
    const { services } = tools.company;
    const named = args['service'] === undefined ? undefined : String(args['service']);
    if (named !== undefined && !services.some(({ id }) => id === named)) return unknownService(named, text, tools);
    if (args['private'] === true && !(await hidesIn(asked, tools))) {
      return wrong(
        'No private channel can be made here, so nobody would see it. Leave --private out, or ask in Slack.',
      );
    }
    const wanted = { title, severity, service: named ?? proposal?.service };
    return proposal ? openOf(proposal, asked, tools, wanted) : open(asked, tools, wanted);
  },
};

interface Wanted {
  title: string;
  severity: Severity;
  service?: string;
}

/** Of two who press at once the first opens it; again for the same request goes on where it was cut off. */
async function openOf(proposal: Proposal, asked: Asked, tools: DirectTools, wanted: Wanted): Promise<DirectAnswer> {
  const { proposals, incidents } = tools;
  const { request, person } = asked;
  const { id, episode } = proposal;
  const decision = { kind: 'incident', by: person.id, at: request.receivedAt, request: request.instanceId } as const;
  const standing = await proposals.decide(id, episode, decision);
  if (standing.request !== request.instanceId) return decidedAlready(standing, tools);
  const answer = await open(asked, tools, wanted, async (incident) => {
    await incidents.add(incident.id, alertsInput(proposal, incident, request.receivedAt), 0);
    await proposals.opened(id, episode, decision, incident.id);
    // What was told of the group meanwhile knew of no incident yet.
    const newest = await proposals.get(id);
    if (newest?.episode !== episode || newest.revision === proposal.revision) return;
    await incidents.add(incident.id, alertsInput(newest, incident, newest.toldAt), 0);
  });
  await showProposal(proposal, tools);
  return answer;
}

async function open(
  { request, person, now }: Asked,
  tools: DirectTools,
  { title, severity, service }: Wanted,
  opened?: (incident: Incident) => Promise<void>,
): Promise<DirectAnswer> {
  const { company, incidents, durable } = tools;
  const meant = serviceMeant(title, company.services);
  const { channelPrefix } = company.incidents;
  const slug = meant && meant.id === (service ?? meant.id) ? meant.word : title;
  const first = incidentId(channelPrefix, now, slug, service ?? '');
  const origin = { ...request.origin, replyUrl: undefined };
  const incident: Incident = {
    id: first,
    title,
    severity,
    service: service ?? meant?.id,
    by: person.id,
    ...(await commanderOf(person, tools)),
    private: request.args['private'] === true,
    openedAt: request.receivedAt,
    origin,
  };
  for (let number = 1; (await incidents.open(incident, request.instanceId)) === 'taken'; number++) {
    if (number === MOST_ALIKE)
      return wrong(`There are ${MOST_ALIKE} incidents like this today: give it another title.`);
    incident.id = `${first}-${number + 1}`;
  }
  await opened?.(incident);
  await Promise.all([
    incidents.keepSummary(incidentStory(incident, [])),
    durable.start('incident', incident.id, { id: incident.id }),
  ]);
  // A private one shows itself in its channel alone, to which its people are invited.
  const said = incident.private
    ? `🔒 ${incident.id} is open: it is shown in its channel alone.`
    : `${incident.id} is open.`;
  return done(incident.id, said, { elsewhere: !incident.private });
}

/** A private incident is shown in its own channel and nowhere else. */
async function hidesIn({ request: { origin } }: Asked, { outbox }: DirectTools): Promise<boolean> {
  return (await outbox(origin.platform)).channels?.privately ?? false;
}

function wrong(message: string): DirectAnswer {
  return refused('invalid', 'not_understood', message);
}

const MEANINGS: Record<Severity, string> = {
  sev1: 'customers cannot work',
  sev2: 'customers are hindered',
  sev3: 'hardly anybody notices',
};

/** The three as buttons, each the same line with it. */
function askSeverity(given: CommandArguments[string], text: string): DirectAnswer {
  const problem =
    given === undefined ? 'The severity is missing.' : `There is no severity “${String(given).slice(0, 40)}”.`;
  const line = text.replace(/ --severity(?:=| )(?:"[^"]*"|\S+)/, '');
  const lines = SEVERITIES.map((one): Inline[] => [{ bold: one }, `: ${MEANINGS[one]}`]);
  return {
    view: {
      ...noticeView('bad', [`${problem} How bad is it?`], lines),
      actions: SEVERITIES.map((one) => ({ kind: 'run', label: one, line: `${line} --severity ${one}` })),
      footer: [['Nothing was opened.']],
    },
    outcome: { result: 'invalid', reasonCode: 'not_understood', message: problem },
  };
}

function unknownService(named: string, text: string, { company }: DirectTools): DirectAnswer {
  const ids = company.services.map(({ id }) => id);
  const problem = `There is no service “${named.slice(0, 60)}”. There are: ${ids.slice(0, 10).join(', ')}.`;
  const line = text.replace(/ --service(?:=| )(?:"[^"]*"|\S+)/, '');
  return {
    view: {
      ...noticeView('bad', [problem], [['Nothing was opened.']]),
      actions: [
        ...nearestNames(named, ids).map((id) => ({ kind: 'run' as const, label: id, line: `${line} --service ${id}` })),
        { kind: 'run', label: 'Without a service', line },
      ],
    },
    outcome: { result: 'invalid', reasonCode: 'not_understood', message: problem },
  };
}
