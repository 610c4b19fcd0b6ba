import { noticeView } from '../../views/notice-view';
import { speaker } from '../../views/incident-pager-view';
import { personRef } from '../person-ref';
import { done } from './done';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const ack: Subcommand = {
  name: 'ack',
  usage: '',
  summary: 'take it: acknowledges the page, so that nobody else is called',
  options: ['id'],
  changes: true,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved, acknowledged } = rows.story;
    if (resolved) return overAlready(resolved, incident.id, tools);
    if (acknowledged) {
      const who = speaker(acknowledged, (person) => personRef(person, tools));
      const message = `${incident.id} was acknowledged already.`;
      return {
        view: noticeView('neutral', [
          who,
          ' has it already, since ',
          { time: acknowledged.at },
          '. Nothing was changed.',
        ]),
        outcome: { result: 'success', reasonCode: 'nothing_to_do', message },
      };
    }
    await say(asked, tools, rows, { kind: 'ack' });
    return done(incident.id, `@${asked.person.id} has ${incident.id}.`);
  },
};
