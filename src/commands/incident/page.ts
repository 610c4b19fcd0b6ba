import { nearestNames } from '../../model/nearest-names';
import { refused } from '../refused';
import { done } from './done';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const page: Subcommand = {
  name: 'page',
  usage: '<service>',
  summary: 'call another team',
  options: ['id'],
  text: 'service',
  changes: true,

  async run(asked, tools) {
    const name = String(asked.request.args['text']).trim();
    const { services } = tools.company;
    const service = services.find(({ id }) => id === name);
    if (!service) {
      const near = nearestNames(
        name,
        services.map(({ id }) => id),
        1,
      );
      const hint = near.length ? ` Did you mean ${near[0]}?` : '';
      return refused(
        'invalid',
        'target_not_found',
        `There is no service “${name.slice(0, 60)}”.${hint} Nobody was paged.`,
      );
    }
    if (!service.pager) {
      return refused('invalid', 'target_not_found', `${name} has no pager in the company file. Nobody was paged.`);
    }
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved } = rows.story;
    if (resolved) return overAlready(resolved, incident.id, tools);
    await say(asked, tools, rows, { kind: 'page', whom: name });
    return done(incident.id, `${service.pager.team} is paged for ${incident.id}.`);
  },
};
