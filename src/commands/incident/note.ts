import { done } from './done';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const note: Subcommand = {
  name: 'note',
  usage: '"<text>"',
  summary: 'keep something in the timeline; also when it is over',
  options: ['id'],
  text: 'text',
  changes: true,

  async run(asked, tools) {
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    await say(asked, tools, rows, { kind: 'note', text: String(asked.request.args['text']).trim() });
    return done(rows.story.incident.id, 'Kept in the timeline.', { elsewhere: false });
  },
};
