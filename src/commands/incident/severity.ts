import { refused } from '../refused';
import { done } from './done';
import { overAlready } from './over-already';
import { readSeverity } from './read-severity';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const severity: Subcommand = {
  name: 'severity',
  usage: '<sev1|sev2|sev3>',
  summary: 'how bad it is now; the pager and the card are told',
  options: ['id'],
  text: 'severity',
  changes: true,

  async run(asked, tools) {
    const given = String(asked.request.args['text']);
    const wanted = readSeverity(given);
    if (!wanted) {
      return refused(
        'invalid',
        'not_understood',
        `There is no severity “${given.slice(0, 40)}”. There are: sev1, sev2, sev3.`,
      );
    }
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved, severity: now } = rows.story;
    if (resolved) return overAlready(resolved, incident.id, tools);
    if (now === wanted) return refused('failure', 'nothing_to_do', `${incident.id} is ${wanted} already.`);
    await say(asked, tools, rows, { kind: 'severity', severity: wanted });
    return done(incident.id, `${incident.id} is ${wanted} now.`);
  },
};
