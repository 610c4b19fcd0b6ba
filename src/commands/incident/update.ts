import { type IncidentStatus, STATUSES } from '../../model/incident';
import { refused } from '../refused';
import { done } from './done';
import { inferStatus } from './infer-status';
import { mayTell } from './may-tell';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const update: Subcommand = {
  name: 'update',
  usage: '"<text>" [--status investigating|identified|monitoring] [--internal]',
  summary: 'tell the status page, and all who follow',
  options: ['status', 'internal', 'id'],
  text: 'text',
  changes: true,

  async run(asked, tools) {
    const { args } = asked.request;
    const text = String(args['text']).trim();
    if (!/[\p{L}\p{N}]/u.test(text))
      return refused('invalid', 'not_understood', 'An update needs letters: it is read by customers.');
    const given = args['status'] === undefined ? undefined : String(args['status']).trim().toLowerCase();
    if (given === 'resolved') {
      return refused('invalid', 'not_understood', 'To resolve it, say /incident resolve "…". Nothing was posted.');
    }
    const named = STATUSES.find((status) => status === given);
    if (given !== undefined && !named) {
      const known = STATUSES.slice(0, 3).join(', ');
      return refused('invalid', 'not_understood', `There is no status “${given.slice(0, 40)}”. There are: ${known}.`);
    }
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { story } = rows;
    if (story.resolved) return overAlready(story.resolved, story.incident.id, tools);
    const internal = args['internal'] === true || story.incident.private;
    const denied = internal ? undefined : mayTell('incident-update', story, asked, tools);
    if (denied) return denied;
    if (internal) {
      await say(asked, tools, rows, { kind: 'update', text });
      return done(story.incident.id, '📝 Kept in the timeline. Nothing was posted on the status page.', {
        elsewhere: false,
      });
    }
    const inferred = named ? undefined : inferStatus(text);
    const status: IncidentStatus = named ?? inferred ?? story.status;
    await say(asked, tools, rows, { kind: 'update', text, status, ...(inferred && { inferred: true }) });
    return done(story.incident.id, `Update of ${story.incident.id}: ${status}.`);
  },
};
