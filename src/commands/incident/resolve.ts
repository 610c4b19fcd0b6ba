import { refused } from '../refused';
import { done } from './done';
import { mayTell } from './may-tell';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const resolve: Subcommand = {
  name: 'resolve',
  usage: '"<text>"',
  summary: 'close it: status page, pager, postmortem',
  options: ['id'],
  text: 'text',
  changes: true,

  async run(asked, tools) {
    const text = String(asked.request.args['text']).trim();
    if (!/[\p{L}\p{N}]/u.test(text))
      return refused('invalid', 'not_understood', 'Say in words what ended it: customers read it.');
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved } = rows.story;
    if (resolved) return overAlready(resolved, incident.id, tools);
    const denied = mayTell('incident-resolve', rows.story, asked, tools);
    if (denied) return denied;
    const { services, incidents } = tools.company;
    const zone = services.find(({ id }) => id === incident.service)?.timeZone ?? incidents.timeZone;
    // The calendar is loaded when it is asked for, and not before each acknowledgement.
    const { postmortemAt } = await import('../../policy/postmortem-at');
    const postmortem = postmortemAt(new Date(asked.request.receivedAt), zone, incidents.holidays);
    const standing = await say(asked, tools, rows, { kind: 'resolve', text, postmortem });
    if (standing.id !== asked.request.instanceId) return overAlready(standing, incident.id, tools);
    const took = Math.round((Date.parse(standing.at) - Date.parse(incident.openedAt)) / 1_000);
    const facts = { severity: rows.story.severity, resolved_after_seconds: took };
    return done(incident.id, `Resolved ${incident.id}.`, { facts });
  },
};
