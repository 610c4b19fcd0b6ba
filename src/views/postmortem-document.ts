import { actionsOf, secondsOpen } from '../model/incident-story';
import { type Inline } from '../model/view';
import { type Deed, timelineEntries } from './incident-timeline';
import { type IncidentStage } from './incident-stage';
import { severityName } from './incident-view';

/** The postmortem as Markdown: what is known is filled in, what people have to think about is asked. */
export function postmortemDocument(stage: IncidentStage, deeds: Deed[]): string {
  const { story } = stage;
  const { incident, resolved, commander, severity, inputs } = story;
  const cause = inputs.findLast(({ status }) => status === 'identified')?.text;
  const timeline = timelineEntries(stage, deeds).map(({ at, line }) => `- ${clock(at)} ${line.map(words).join('')}`);
  const actions = actionsOf(story).map(({ action: { text, whom, dueAt }, done }) => {
    const due = dueAt ? `, due ${dueAt.slice(0, 10)}` : '';
    return `- [${done ? 'x' : ' '}] ${plain(text)} (@${whom ?? ''}${due})`;
  });
  return [
    `# Postmortem: ${plain(incident.title)}`,
    '',
    `${severityName(severity)} · ${incident.id}${incident.service ? ` · ${incident.service}` : ''} · commander @${commander}`,
    `Opened ${clock(incident.openedAt)}${resolved ? `, resolved ${clock(resolved.at)} after ${Math.round(secondsOpen(story, resolved.at) / 60)} min` : ', not resolved yet'} (UTC)`,
    '',
    '## What customers noticed',
    '',
    '…',
    '',
    '## Cause',
    '',
    cause ? plain(cause) : '…',
    '',
    '## What ended it',
    '',
    resolved ? plain(resolved.text) : '…',
    '',
    '## Timeline (UTC)',
    '',
    ...timeline,
    '',
    '## What went well, what did not, where we were lucky',
    '',
    '…',
    '',
    '## Actions',
    '',
    ...(actions.length ? actions : ['- [ ] …']),
    '',
  ].join('\n');
}

/** `2026-03-04 15:23` */
function clock(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

function words(part: Inline): string {
  if (typeof part === 'string') return plain(part);
  if ('person' in part) return `@${part.person.id}`;
  if ('code' in part) return `\`${part.code.replaceAll('`', "'")}\``;
  return '';
}

/** Nothing that somebody said is markup of the document. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
