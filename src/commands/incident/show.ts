import { type Attachment } from '../../model/attachment';
import { phasesOf } from '../../model/incident-story';
import { type View } from '../../model/view';
import { type IncidentStage } from '../../views/incident-stage';
import { incidentCard, severityName } from '../../views/incident-view';
import { type Deed, timelineEntries, timelineLists } from '../../views/incident-timeline';
import { plainInline } from '../../views/plain-inline';
import { postmortemMessage } from '../../views/postmortem-message';
import { deedsOf } from './deeds-of';
import { postmortemFile } from './postmortem-file';
import { stageOf } from './stage-of';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const show: Subcommand = {
  name: 'show',
  usage: '',
  summary: 'how it stands, to you alone',
  options: ['id'],
  changes: false,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    return { view: incidentCard(stageOf(rows, tools)) };
  },
};

/** What was said and done, in its order. */
export const timeline: Subcommand = {
  name: 'timeline',
  usage: '[--plot]',
  summary:
    'what was said of it, and the deploys, rollbacks and scalings of its service meanwhile; with --plot as a picture too',
  options: ['plot', 'id'],
  changes: false,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const stage = stageOf(rows, tools);
    const { incident } = rows.story;
    const deeds = await deedsOf(rows.story, asked.now, tools);
    const view: View = {
      kind: 'incident',
      tone: 'neutral',
      icon: '🕒',
      headline: [`${incident.title}: what happened`],
      lists: timelineLists(stage, deeds),
      footer: [[incident.id]],
    };
    if (asked.request.args['plot'] !== true) return { view };
    // In the incident's own channel the picture is for all who are there.
    const shared = rows.progress.channel?.made?.id === asked.request.origin.channel;
    return { view, file: { ...(await picture(stage, deeds, asked.now)), line: asked.request.text }, shared };
  },
};

/** Fonts and what draws are loaded when a picture is asked for. */
async function picture(stage: IncidentStage, deeds: Deed[], now: Date): Promise<Attachment> {
  const { timelinePng } = await import('../../plots/timeline-png');
  const { incident, resolved } = stage.story;
  const to = resolved?.at ?? now.toISOString();
  const content = await timelinePng({
    title: `${severityName(stage.story.severity)}: ${incident.title}`,
    from: incident.openedAt,
    to,
    entries: timelineEntries(stage, deeds).map(({ at, line }) => ({ at, text: plainInline(line) })),
    phases: phasesOf(stage.story, to),
  });
  return { name: `${incident.id}-timeline.png`, title: 'Timeline', type: 'image/png', content };
}

/** The document as it stands now, with what was said since the incident was resolved. */
export const postmortem: Subcommand = {
  name: 'postmortem',
  usage: '',
  summary: 'the postmortem document, filled in from the timeline, as a Markdown file',
  options: ['id'],
  changes: false,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const file = postmortemFile(rows, await deedsOf(rows.story, asked.now, tools), tools);
    const view = postmortemMessage(rows.story.incident, file.content);
    return { view, file: { ...file, line: asked.request.text } };
  },
};
