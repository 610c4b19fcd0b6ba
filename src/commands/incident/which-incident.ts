import { incidentStory, type IncidentStory } from '../../model/incident-story';
import { type IncidentRows, type IncidentSummary } from '../../state/incidents';
import { noticeView } from '../../views/notice-view';
import { type Asked, type DirectAnswer, type DirectTools } from '../command';

/** Buttons in one answer. */
const OFFERED = 5;

/**
 * The incident that a line is about: the one of `--id`, else the one whose conversation it was said in. Where that is none, the
 * open ones are offered, and nothing is done. Told as it was before this request said anything of it.
 */
export async function whichIncident(asked: Asked, tools: DirectTools): Promise<IncidentRows | DirectAnswer> {
  const { args, origin } = asked.request;
  const named = args['id'] === undefined ? undefined : String(args['id']).trim().replace(/^#/, '').toLowerCase();
  const here = await tools.incidents.at(origin);
  const id = named ?? here;
  const found = id === undefined ? undefined : await tools.incidents.get(id);
  if (found && (id === here || isKnownTo(found.story.incident, asked)))
    return { ...found, story: before(asked.request.instanceId, found.story) };
  const open = (await tools.incidents.list()).filter((one) => !one.resolvedAt && isKnownTo(one, asked));
  const problem =
    named === undefined ? 'This conversation is no incident’s.' : `There is no incident ${named.slice(0, 80)}.`;
  return offer(problem, open, asked.request.text);
}

/**
 * What was cut off after its word was kept runs again, and has its own word not stand in its way: it would find resolved what it
 * resolves, tell that somebody was faster, and wake nobody.
 */
function before(input: string, story: IncidentStory): IncidentStory {
  const said = story.inputs.findIndex(({ id }) => id === input);
  return said < 0 ? story : incidentStory(story.incident, story.inputs.slice(0, said));
}

/** A private incident is known to those who opened or command it, and in its channel. */
export function isKnownTo(
  incident: { private: boolean; commander: string; by?: string },
  { person }: Pick<Asked, 'person'>,
): boolean {
  return !incident.private || [incident.commander, incident.by].includes(person.id);
}

function offer(problem: string, open: IncidentSummary[], text: string): DirectAnswer {
  const line = text.replace(/ --id(?:=| )\S+/, '');
  const which = open.length === 0 ? 'No incident is open.' : 'Which one do you mean?';
  return {
    view: {
      ...noticeView(
        'bad',
        [`${problem} ${which}`],
        [['Nothing was changed. ', { code: `--id <incident>` }, ' names one anywhere.']],
      ),
      actions: open
        .slice(0, OFFERED)
        .map(({ id, title }) => ({ kind: 'run', label: `${id}: ${title}`, line: `${line} --id ${id}` })),
    },
    outcome: { result: 'invalid', reasonCode: 'target_not_found', message: problem },
  };
}
