import { type Azurite, startAzurite } from '../../local/azurite';
import { type Asked, type DirectTools } from '../../src/commands/command';
import { delegate } from '../../src/commands/delegate';
import { commands } from '../../src/commands/index';
import { parseCommand } from '../../src/parser/parse-command';
import { createDelegations } from '../../src/state/delegations';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const people = ['alice', 'bob', 'carol'].map((id) => ({
  id,
  name: id === 'bob' ? 'Bob Brown' : id,
  groups: [],
  accounts: { slack: `U0${id.toUpperCase()}` },
}));
/** A Friday. */
const NOW = new Date('2026-11-27T10:00:00Z');

function room() {
  const delegations = createDelegations(freshTables(azurite.connectionString)());
  const language = { commands: commands.map(({ spec }) => spec), services: [], environments: [] };
  return {
    delegations,
    say: async (line: string, who = 'alice', now = NOW) => {
      const parsed = parseCommand(line, language);
      if (!parsed.ok) return { text: parsed.problem, result: 'not parsed', shared: false };
      const person = people.find(({ id }) => id === who);
      const tools = {
        company: { people, incidents: { timeZone: 'Europe/Berlin' } },
        delegations,
      } as unknown as DirectTools;
      const answer = await delegate.run({ request: { args: parsed.args }, person, now } as unknown as Asked, tools);
      return { text: plainText(answer.view), result: answer.outcome?.result ?? 'success', shared: answer.shared };
    },
  };
}

describe('/delegate', () => {
  it.each([
    ['/delegate bob until friday', '2026-11-27T23:00:00.000Z'],
    ['/delegate bob until Mon', '2026-11-30T23:00:00.000Z'],
    ['/delegate bob until thursday', '2026-12-03T23:00:00.000Z'],
    ['/delegate @bob until 2026-12-04', '2026-12-04T23:00:00.000Z'],
    ['/delegate <@U0BOB> until 3d', '2026-11-30T10:00:00.000Z'],
    ['/delegate @Bob Brown until tomorrow --reason "at the dentist"', '2026-11-28T23:00:00.000Z'],
    ['/delegate BOB until 12h', '2026-11-27T22:00:00.000Z'],
  ])('%s lasts until %s', async (line, until) => {
    const { say, delegations } = room();
    const { text, shared } = await say(line);
    expect(await delegations.active(NOW)).toMatchObject([{ of: 'alice', to: 'bob', until }]);
    expect(text).toContain('@bob decides in place of @alice until');
    expect(shared).toBe(true);
  });

  it.each([
    ['/delegate bob', /until when/],
    ['/delegate bob friday', /until when/],
    ['/delegate bob until', /until when/],
    ['/delegate bob until whenever', /no day and no duration.*friday/],
    ['/delegate bob until 2026-02-30', /no day/],
    ['/delegate bob until 2026-11-26', /over already/],
    ['/delegate bob until 2027-11-26', /more than 31 days/],
    ['/delegate bob until 0d', /over already/],
    ['/delegate bop until friday', /nobody called “bop”\. Did you mean bob/],
    ['/delegate <@U0STRANGER> until friday', /nobody called/],
    ['/delegate alice until friday', /That is you/],
    [`/delegate ${'b'.repeat(300)} until friday`, /nobody called “b{39}…”/],
  ])('%s changes nothing and says what was wrong', async (line, words) => {
    const { say, delegations } = room();
    const { text, result } = await say(line);
    expect(text).toMatch(words);
    expect(result).not.toBe('success');
    expect(await delegations.active(NOW)).toEqual([]);
  });

  it('ends by itself, in the very instant', async () => {
    const { say, delegations } = room();
    await say('/delegate bob until 3d');
    expect(await delegations.active(new Date('2026-11-30T09:59:59.999Z'))).toHaveLength(1);
    expect(await delegations.active(new Date('2026-11-30T10:00:00.000Z'))).toEqual([]);
  });

  it('off ends it, once', async () => {
    const { say, delegations } = room();
    await say('/delegate bob until 3d');
    expect((await say('/delegate off')).text).toContain('@bob no longer decides in place of @alice');
    expect(await delegations.active(NOW)).toEqual([]);
    expect((await say('/delegate off')).text).toContain('Nobody decides in your place.');
  });

  it('off by somebody else leaves it', async () => {
    const { say, delegations } = room();
    await say('/delegate bob until 3d');
    await say('/delegate off', 'bob');
    expect(await delegations.active(NOW)).toHaveLength(1);
  });

  it('again names another person, and the one before no longer', async () => {
    const { say, delegations } = room();
    await say('/delegate bob until 3d --reason "away"');
    await say('/delegate carol until 1d');
    expect(await delegations.active(NOW)).toEqual([
      { of: 'alice', to: 'carol', since: NOW.toISOString(), until: '2026-11-28T10:00:00.000Z' },
    ]);
  });
});
