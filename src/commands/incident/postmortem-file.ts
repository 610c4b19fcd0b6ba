import { type Attachment } from '../../model/attachment';
import { type IncidentRows } from '../../state/incidents';
import { type Deed } from '../../views/incident-timeline';
import { postmortemDocument } from '../../views/postmortem-document';
import { type DirectTools } from '../command';
import { stageOf } from './stage-of';

/** The document as it stands now, as Markdown. */
export function postmortemFile(
  rows: Pick<IncidentRows, 'story' | 'progress'>,
  deeds: Deed[],
  tools: Pick<DirectTools, 'company'>,
): Attachment & { content: string } {
  return {
    name: `${rows.story.incident.id}-postmortem.md`,
    title: 'Postmortem',
    type: 'text/markdown',
    content: postmortemDocument(stageOf(rows, tools), deeds, tools.company.incidents.postmortem),
  };
}
