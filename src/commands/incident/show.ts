import { incidentCard } from '../../views/incident-view';
import { timelineLists } from '../../views/incident-timeline';
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
    const { incident, resolved } = rows.story;
    const deeds = incident.service
      ? await tools.auditIndex.find({
          service: incident.service,
          from: new Date(incident.openedAt),
          to: resolved ? new Date(resolved.at) : asked.now,
          without: [],
          words: [],
          visible: ({ kind, action }) => kind === 'outcome' && CHANGES.includes(action ?? ''),
          most: MOST,
        })
      : { entries: [] };
    return {
      view: {
        kind: 'incident',
        tone: 'neutral',
        icon: '🕒',
        headline: [`${incident.title}: what happened`],
        lists: timelineLists(stage, deeds.entries),
        footer: [[incident.id]],
      },
    };
  },
};

const CHANGES = ['deploy', 'rollback', 'scale', 'migrate'];
const MOST = 20;
