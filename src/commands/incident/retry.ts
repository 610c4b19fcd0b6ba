import { INCIDENT_STEPS } from '../../model/incident';
import { refused } from '../refused';
import { done } from './done';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const retry: Subcommand = {
  name: 'retry',
  usage: '<channel|statusPage|pager|postmortem>',
  summary: 'run a step again that failed',
  options: ['id'],
  text: 'step',
  changes: true,

  async run(asked, tools) {
    const text = String(asked.request.args['text']).trim().toLowerCase();
    const step = INCIDENT_STEPS.find((one) => one.toLowerCase() === text);
    if (!step) {
      return refused(
        'invalid',
        'not_understood',
        `There is no step “${text.slice(0, 40)}”. There are: ${INCIDENT_STEPS.join(', ')}.`,
      );
    }
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    await say(asked, tools, rows, { kind: 'retry', step });
    return done(rows.story.incident.id, 'It is tried again. The incident’s card shows what comes of it.', {
      elsewhere: false,
    });
  },
};
