import { type IncidentInput } from '../model/incident';
import { pinsOf } from '../model/incident-story';
import { type Inline, type View } from '../model/view';
import { pagerWords, speaker } from './incident-pager-view';
import { type IncidentStage } from './incident-stage';
import { severityName, statusName } from './incident-view';

/** Something that was done to the service meanwhile. */
export interface Deed {
  timestamp: string;
  user: string;
  command: string;
  result: string | null;
}

interface Entry {
  at: string;
  line: Inline[];
}

/** As many as a message holds in both chats; the newest stay. */
const ITEMS = 12;
const LISTS = 3;

/** Everything that was said of an incident and done to its service, oldest first. */
export function timelineLists(stage: IncidentStage, deeds: Deed[]): NonNullable<View['lists']> {
  const all = timelineEntries(stage, deeds);
  const shown = all.slice(-ITEMS * LISTS);
  const chunks = Array.from({ length: Math.ceil(shown.length / ITEMS) }, (_, index) =>
    shown.slice(index * ITEMS, (index + 1) * ITEMS),
  );
  return chunks.map((entries, index) => ({
    title: index === 0 && all.length > shown.length ? `The last ${shown.length} of ${all.length}` : '',
    items: entries.map(({ at, line }): Inline[] => [{ time: at }, ' ', ...line]),
  }));
}

export function timelineEntries({ story, refer }: IncidentStage, deeds: Deed[]): Entry[] {
  const { incident, inputs } = story;
  const entries: Entry[] = [
    {
      at: incident.openedAt,
      line: [{ person: refer(incident.by) }, ` opened ${severityName(incident.severity)}: ${incident.title}`],
    },
    ...inputs.flatMap((input) => {
      const words = wordsOf(input);
      return words === undefined ? [] : [{ at: input.at, line: [speaker(input, refer), ` ${words}`] }];
    }),
    ...pinsOf(story).map(({ text, marked }) => ({
      at: marked.at,
      line: marked.author === undefined ? [`📌 ${text}`] : [{ person: refer(marked.author) }, ` said: ${text} 📌`],
    })),
    ...deeds.map(({ timestamp, user, command, result }) => ({
      at: timestamp,
      line: [`${user} `, { code: command }, `: ${result ?? 'under way'}`],
    })),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}

/** Goes on after the name of who said it. */
function wordsOf({ kind, text, status, severity, whom = '', pager }: IncidentInput): string | undefined {
  switch (kind) {
    case 'update':
      return status ? `told: ${statusName(status)}. ${text}` : `noted: ${text}`;
    case 'note':
      return `noted: ${text}`;
    case 'resolve':
      return `resolved it: ${text}`;
    case 'reopen':
      return `reopened it${text ? `: ${text}` : ''}`;
    case 'severity':
      return `made it ${severityName(severity ?? '')}`;
    case 'commander':
      return `made @${whom} the commander`;
    case 'page':
      return `paged ${whom}`;
    case 'ack':
      return 'acknowledged it';
    case 'pager':
      return pager && `${pagerWords(pager)} in PagerDuty`;
    case 'alerts':
      return text ? `says: ${text}` : 'says: all alerts are resolved';
    case 'action':
      return `asked @${whom} to: ${text}`;
    case 'actionDone':
      return `did: ${text}`;
    case 'retry':
    case 'pin':
    case 'unpin':
      return undefined;
  }
}
