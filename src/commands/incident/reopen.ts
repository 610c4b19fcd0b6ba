import { refused } from '../refused';
import { done } from './done';
import { mayTell } from './may-tell';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const reopen: Subcommand = {
  name: 'reopen',
  usage: '["<why>"]',
  summary: 'open a resolved incident again',
  options: ['id'],
  text: 'why',
  textOptional: true,
  changes: true,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved } = rows.story;
    if (!resolved) return refused('failure', 'nothing_to_do', `${incident.id} is open. Nothing was changed.`);
    const denied = mayTell('incident-update', rows.story, asked, tools);
    if (denied) return denied;
    const { text } = asked.request.args;
    await say(asked, tools, rows, { kind: 'reopen', ...(text !== undefined && { text: String(text) }) });
    return done(incident.id, `Reopened ${incident.id}.`);
  },
};
