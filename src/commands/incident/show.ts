import { incidentCard } from '../../views/incident-view';
import { timelineLists } from '../../views/incident-timeline';
import { postmortemMessage } from '../../views/postmortem-message';
import { postmortemDocument } from '../../views/postmortem-document';
import { deedsOf } from './deeds-of';
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
  usage: '',
  summary: 'what was said of it, and the deploys, rollbacks and scalings of its service meanwhile',
  options: ['id'],
  changes: false,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const stage = stageOf(rows, tools);
    const { incident } = rows.story;
    const deeds = await deedsOf(rows.story, asked.now, tools);
    return {
      view: {
        kind: 'incident',
        tone: 'neutral',
        icon: '🕒',
        headline: [`${incident.title}: what happened`],
        lists: timelineLists(stage, deeds),
        footer: [[incident.id]],
      },
    };
  },
};

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
    const deeds = await deedsOf(rows.story, asked.now, tools);
    const document = postmortemDocument(stageOf(rows, tools), deeds, tools.company.incidents.postmortem);
    const { incident } = rows.story;
    const file = {
      name: `${incident.id}-postmortem.md`,
      title: 'Postmortem',
      type: 'text/markdown',
      content: document,
    };
    return { view: postmortemMessage(incident, document), file };
  },
};
