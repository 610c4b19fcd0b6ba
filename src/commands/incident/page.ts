import { pagersCalled } from '../../model/incident-story';
import { nearestNames } from '../../model/nearest-names';
import { type Person } from '../../model/person';
import { type Asked, type DirectAnswer, type DirectTools } from '../command';
import { refused } from '../refused';
import { personMeant } from './commander';
import { done } from './done';
import { overAlready } from './over-already';
import { say } from './say';
import { type Subcommand } from './subcommand';
import { whichIncident } from './which-incident';

export const page: Subcommand = {
  name: 'page',
  usage: '<service|@person>',
  summary: 'call another team, or somebody to what is paged',
  options: ['id'],
  text: 'service or person',
  changes: true,

  async run(asked, tools) {
    const name = String(asked.request.args['text']).trim();
    const { services } = tools.company;
    const service = services.find(({ id }) => id === name);
    if (!service) {
      const person = personMeant(name, tools.company);
      if (!('problem' in person)) return callPerson(person, asked, tools);
      const near = nearestNames(
        name,
        [...services.map(({ id }) => id), ...tools.company.people.map(({ id }) => `@${id}`)],
        1,
      );
      const hint = near.length ? ` Did you mean ${near[0]}?` : '';
      return refused(
        'invalid',
        'target_not_found',
        `There is no service and nobody called “${name.slice(0, 60)}”.${hint} Nobody was paged.`,
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

/** PagerDuty calls people to an incident of its own: one that somebody is paged for. */
async function callPerson(called: Person, asked: Asked, tools: DirectTools): Promise<DirectAnswer> {
  const rows = await whichIncident(asked, tools);
  if (!('story' in rows)) return rows;
  const { incident, resolved } = rows.story;
  if (resolved) return overAlready(resolved, incident.id, tools);
  const refuse = (why: string) => refused('invalid', 'target_not_found', `${why} Nobody was paged.`);
  if (!called.pagerduty && !called.email)
    return refuse(`PagerDuty cannot know @${called.id}: the company file has neither their pagerduty nor their email.`);
  if (!asked.person.email) return refuse('PagerDuty wants to know who calls: the company file has no email of yours.');
  if (pagersCalled(rows.story, tools.company.services).length === 0)
    return refuse(`No team is paged for ${incident.id} that @${called.id} could join: page a service first.`);
  await say(asked, tools, rows, { kind: 'page', whom: `@${called.id}` });
  return done(incident.id, `@${called.id} is called to ${incident.id}.`);
}
