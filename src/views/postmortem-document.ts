import template from '../../docs/templates/postmortem.md';
import { actionsOf, secondsOpen } from '../model/incident-story';
import { type PostmortemField } from '../model/postmortem-fields';
import { type Inline } from '../model/view';
import { type Deed, timelineEntries } from './incident-timeline';
import { type IncidentStage } from './incident-stage';
import { severityName } from './incident-view';

/**
 * The postmortem as Markdown, from the company's template or ours: what is known is filled in, what people have to think about
 * is left to them.
 */
export function postmortemDocument(stage: IncidentStage, deeds: Deed[], from = template): string {
  const fields = fieldsOf(stage, deeds);
  return from.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(fields, name) ? fields[name as PostmortemField] : whole,
  );
}

function fieldsOf(stage: IncidentStage, deeds: Deed[]): Record<PostmortemField, string> {
  const { story } = stage;
  const { incident, resolved, commander, severity, inputs } = story;
  const cause = inputs.findLast(({ status }) => status === 'identified')?.text;
  const actions = actionsOf(story).map(({ action: { text, whom, dueAt }, done }) => {
    const due = dueAt ? `, due ${dueAt.slice(0, 10)}` : '';
    return `- [${done ? 'x' : ' '}] ${plain(text)} (@${whom ?? ''}${due})`;
  });
  return {
    title: plain(incident.title),
    severity: severityName(severity),
    id: incident.id,
    service: incident.service ?? 'no service named',
    commander: `@${commander}`,
    opened: clock(incident.openedAt),
    resolved: resolved ? clock(resolved.at) : 'not yet',
    duration: resolved ? `${Math.round(secondsOpen(story, resolved.at) / 60)} min` : '…',
    cause: cause ? plain(cause) : '…',
    resolution: resolved ? plain(resolved.text) : '…',
    timeline: timelineEntries(stage, deeds)
      .map(({ at, line }) => `- ${clock(at)} ${line.map(words).join('')}`)
      .join('\n'),
    actions: actions.length ? actions.join('\n') : '- [ ] …',
  };
}

/** `2026-03-04 15:23` */
function clock(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

function words(part: Inline): string {
  if (typeof part === 'string') return plain(part);
  if ('person' in part) return `@${part.person.id}`;
  if ('code' in part) return `\`${oneLine(part.code).replaceAll('`', "'")}\``;
  return '';
}

/** Nothing that somebody said is markup of the document, at the beginning of a line neither. */
function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Control characters, and those that turn the direction of what follows, are not words. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}
