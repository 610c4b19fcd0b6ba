import { readFileSync } from 'node:fs';
import { commands } from '../../src/commands/index';
import { exampleFor } from '../../src/commands/example-for';
import { loadCompany } from '../../src/config/load-company';
import { type Company } from '../../src/model/company';
import { parseCommand } from '../../src/parser/parse-command';
import { renderMessage } from '../../src/platforms/slack/render/render-message';
import { plainText } from '../kit/plain-text';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const help = commands.find(({ spec }) => spec.name === 'help');

function answer(args: Record<string, string>, as = 'alice', of: Company = company) {
  const person = of.people.find(({ id }) => id === as)!;
  if (help?.kind !== 'answers') throw new Error('/help answers');
  return help.answer(args, { person, company: of });
}

const said = (...asked: Parameters<typeof answer>) => plainText(answer(...asked));

describe('/help', () => {
  it('names every command once with its usage, by what it is for', () => {
    const items = (answer({}).lists ?? []).flatMap(({ items: all }) => all.map(([usage]) => usage));
    expect(items).toHaveLength(commands.length);
    for (const { spec } of commands) expect(said({})).toContain(`/${spec.name}`);
    expect(said({})).toContain('/deploy <service> <version> <environment>');
    expect(answer({}).lists?.map(({ title }) => title)).toEqual([
      'Change something',
      'Look',
      'Steer what is under way',
    ]);
  });

  it('shows one command in full', () => {
    expect(said({ command: 'deploy' })).toContain('Example: /deploy order-service v2.4.1 staging');
    expect(said({ command: 'deploy' })).toContain('--dry-run');
  });

  it('says whose approval it needs, for the one who asks', () => {
    expect(said({ command: 'deploy' })).toContain('development, staging: no approval, it runs at once');
    expect(said({ command: 'deploy' })).toContain('production: approval from a team lead (@bob or @carol)');
    expect(said({ command: 'deploy' }, 'bob')).toContain('production: approval from a team lead (@carol)');
  });

  it('says it when too few are left to approve', () => {
    expect(said({ command: 'migrate' })).toContain('production: approval from 2 team leads (@bob or @carol)');
    expect(said({ command: 'migrate' }, 'bob')).toContain('production: nobody may approve it for you');
  });

  it('tells the directions of a scale apart where the policy does', () => {
    expect(said({ command: 'scale' })).toContain('development, staging, production (up): no approval, it runs at once');
    expect(said({ command: 'scale' })).toContain('production (down): approval from a team lead');
  });

  it('says where the requester confirms, and who may take something back', () => {
    expect(said({ command: 'rollback' })).toContain('In production you confirm');
    expect(said({ command: 'unlock' })).toContain('Who may ask: who took the lock');
  });

  it('names conditions of a rule that only a plan can fulfil', () => {
    const rules = [{ ...company.rules[1]!, when: { action: ['deploy'], service: ['payment-service'] } }];
    const told = said({ command: 'deploy' }, 'alice', { ...company, rules });
    expect(told).toContain('production, service is payment-service: approval from a team lead');
    expect(told).toContain('production, otherwise: approval from 2 team leads');
  });

  it('says how many more may approve where a list of names would be long', () => {
    const leads = Array.from({ length: 60 }, (_, index) => ({
      ...company.people[1]!,
      id: `lead-${index}`,
      accounts: {},
    }));
    const people = [company.people[0]!, ...leads];
    expect(said({ command: 'deploy' }, 'alice', { ...company, people })).toContain('@lead-4, 55 more)');
  });
});

describe('an example', () => {
  const small: Company = {
    ...company,
    services: [{ ...company.services[0]!, id: 'shop' }],
    environments: [{ id: 'live', production: true, freezes: [] }],
  };

  it('has the services and environments of this company in it', () => {
    expect(said({ command: 'deploy' }, 'alice', small)).toContain('Example: /deploy shop v2.4.1 live');
  });

  it.each(commands.map(({ spec }) => spec))('of /$name is understood', (spec) => {
    for (const owner of [company, small]) {
      const context = {
        commands: commands.map((one) => one.spec),
        services: owner.services.map(({ id }) => id),
        environments: owner.environments.map(({ id }) => id),
      };
      expect(parseCommand(exampleFor(spec, owner), context)).toMatchObject({ ok: true, command: spec.name });
    }
  });
});

it('Slack shows the names that commands have there', () => {
  const message = JSON.stringify(renderMessage(answer({})));
  expect(message).toContain('/cs-status [service]');
  expect(message).toContain('/cs-help deploy');
  expect(message).toContain('/deploy <service>');
  expect(message).not.toContain('… ');
});
