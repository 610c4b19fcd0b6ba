import { nearestNames } from '../../model/nearest-names';
import { type Company } from '../../model/company';
import { type Person } from '../../model/person';
import { refused } from '../refused';
import { done } from './done';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const commander: Subcommand = {
  name: 'commander',
  usage: '<@person>',
  summary: 'hand it over',
  options: ['id'],
  text: 'person',
  changes: true,

  async run(asked, tools) {
    const found = personMeant(String(asked.request.args['text']), tools.company);
    if ('problem' in found) return refused('invalid', 'not_understood', found.problem);
    const rows = await whichIncident(asked, tools);
    if (!('story' in rows)) return rows;
    const { incident, resolved } = rows.story;
    if (resolved) return overAlready(resolved, incident.id, tools);
    await say(asked, tools, rows, { kind: 'commander', whom: found.id });
    return done(incident.id, `@${found.id} commands ${incident.id}.`);
  },
};

/** By name (`@dave`), or as a platform mentions them (`<@U0DAVE>`). */
export function personMeant(given: string, { people }: Pick<Company, 'people'>): Person | { problem: string } {
  const name = given.trim().replace(/^<@|^@|>$|\|.*$/g, '');
  const found = people.find(
    ({ id, accounts }) => id === name.toLowerCase() || Object.values(accounts).some((account) => account === name),
  );
  if (found) return found;
  const [near] = nearestNames(
    name,
    people.map(({ id }) => id),
    1,
  );
  return {
    problem: `I know nobody called “${name.slice(0, 40)}”.${near ? ` Did you mean @${near}?` : ''} Nothing was changed.`,
  };
}
