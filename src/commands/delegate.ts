import { type Company } from '../model/company';
import { nearestNames } from '../model/nearest-names';
import { type Person } from '../model/person';
import { noticeView } from '../views/notice-view';
import { type DirectAnswer, type DirectCommand, type DirectTools } from './command';
import { personRef } from './person-ref';
import { refused } from './refused';

export const delegate: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'delegate',
    summary: 'Let somebody decide requests in your place for a time, or end that: off',
    example: '/delegate bob until friday',
    arguments: [
      { name: 'person', kind: 'text' },
      { name: 'until', kind: 'words', optional: true },
    ],
    options: [{ name: 'reason', kind: 'text', summary: 'why; shown and recorded' }],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args }, person, now }, tools) {
    const line = [args['person'], args['until']].filter((part) => part !== undefined).join(' ');
    if (/^off$/i.test(line.trim())) return end(person, now, tools);
    const [, who, when] = /^(.+?)\s+until\s+(.+)$/i.exec(line.trim()) ?? [];
    if (who === undefined || when === undefined) return refused('invalid', 'not_understood', USAGE);
    const to = personCalled(who, tools.company);
    if (!to) return refused('invalid', 'target_not_found', nobodyCalled(who, tools.company));
    if (to.id === person.id) return refused('invalid', 'not_understood', 'That is you: name somebody else.');
    // The calendar is loaded when it is asked for, and not before each acknowledgement.
    const { untilWhen } = await import('./delegate/until-when');
    const named = untilWhen(when, now, tools.company.incidents.timeZone);
    if ('problem' in named) return refused('invalid', 'not_understood', named.problem);
    const until = named.until.toISOString();
    const reason = args['reason'] === undefined ? undefined : String(args['reason']);
    await tools.delegations.set({ of: person.id, to: to.id, since: now.toISOString(), until, reason });
    return {
      view: noticeView(
        'good',
        [
          { person: personRef(to.id, tools) },
          ' decides in place of ',
          { person: personRef(person.id, tools) },
          ' until ',
          { time: until },
          `${reason ? `: ${reason}` : ''}.`,
        ],
        [[`Never on a request of either, and a seat is one seat. `, { code: '/delegate off' }, ' ends it.']],
      ),
      shared: true,
    };
  },
};

const USAGE =
  'Say who decides in your place and until when: `/delegate bob until friday`, `… until 2026-12-04`, `… until 3d`; `/delegate off` ends it.';

async function end(person: Person, now: Date, tools: DirectTools): Promise<DirectAnswer> {
  const ended = await tools.delegations.end(person.id, now);
  if (!ended) {
    const message = 'Nobody decides in your place.';
    return {
      view: noticeView('neutral', [message]),
      outcome: { result: 'success', reasonCode: 'nothing_to_do', message },
    };
  }
  const words = [{ person: personRef(ended.to, tools) }, ' no longer decides in place of ', { person }, '.'];
  return { view: noticeView('good', words), shared: true };
}

/** By what they are called in the company file, by their name if nobody shares it, or by a mention. */
function personCalled(said: string, { people }: Company): Person | undefined {
  const [, account] = /^<@(\w+)>$/.exec(said) ?? [];
  if (account) return people.find(({ accounts }) => accounts.slack === account);
  const name = said.replace(/^@/, '').trim().toLowerCase();
  const byId = people.find(({ id }) => id === name);
  if (byId) return byId;
  const named = people.filter((person) => person.name.toLowerCase() === name);
  return named.length === 1 ? named[0] : undefined;
}

function nobodyCalled(said: string, { people }: Company): string {
  const shown = said.length > 40 ? `${said.slice(0, 39)}…` : said;
  const near = nearestNames(
    said.replace(/^@/, ''),
    people.map(({ id }) => id),
  );
  const hint = near.length ? `Did you mean ${near.join(' or ')}?` : 'Use the name from the company file.';
  return `The company file knows nobody called “${shown}”. ${hint}`;
}
