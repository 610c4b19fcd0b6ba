import { complete } from '../../cli/completion';
import { lineOf } from '../../cli/line-of';
import { readArguments } from '../../cli/read-arguments';
import { OWN_WORDS } from '../../cli/usage';
import { commands } from '../../src/commands';
import { optionsOf } from '../../src/model/options-of';
import { parseCommand } from '../../src/parser/parse-command';

const specs = commands.map(({ spec }) => spec);
const language = { commands: specs, services: ['order-service'], environments: ['production'] };

it('no command is named like a word of its own, nor has an option that is one of its flags', () => {
  expect(specs.map(({ name }) => name).filter((name) => Object.hasOwn(OWN_WORDS, name))).toEqual([]);
  const options = specs.flatMap((spec) => optionsOf(spec).map(({ name }) => name));
  expect(options.filter((name) => ['json', 'no-wait'].includes(name))).toEqual([]);
});

test.each([
  ['why not'],
  ['it is "quoted"'],
  ["it's"],
  ['“curly”'],
  ['a\\b'],
  ['--break-glass --reason x'],
  ['$(rm -rf /)'],
  ['-1'],
  ['x'.repeat(200)],
])('the shell’s word %p is one word of the line', (reason) => {
  const line = lineOf(['deploy', 'order-service', 'v1', 'production', '--reason', reason]);
  const parsed = parseCommand(line, language);
  expect(parsed).toMatchObject({ ok: true, args: { reason, version: 'v1' } });
});

it('an option may have its value behind an equals sign', () => {
  expect(lineOf(['logs', 'order-service', '--last=1h', '--grep=two words'])).toBe(
    '/logs order-service --last 1h --grep "two words"',
  );
});

it('flags of its own stand anywhere, those of the command are left to it', () => {
  expect(readArguments(['--channel', 'incidents', 'deploy', 'a', '--json', '--reason', 'x', '--no-wait'])).toEqual({
    command: 'deploy',
    rest: ['a', '--reason', 'x'],
    flags: { json: true, wait: false, channel: 'incidents' },
    settings: {},
  });
  expect(readArguments(['login', '--url', 'https://x', '--tenant', 't']).settings).toEqual({
    url: 'https://x',
    tenant: 't',
  });
  expect(() => readArguments(['--nonsense', 'status'])).toThrow('There is no flag --nonsense');
});

describe('completion', () => {
  const asked: unknown[] = [];
  const choices = async (...one: unknown[]) => {
    asked.push(one);
    return ['v1'];
  };
  const offered = (...words: string[]) => complete(words, specs, choices);

  it('offers commands and its own words', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['deploy', 'login', 'status']));
    expect(await offered('ro')).toEqual(['rollback']);
  });

  it('asks the app what fits an argument, given those before it', async () => {
    expect(await offered('deploy', 'order-service', 'v1', '')).toEqual(['v1']);
    await offered('deploy', '--reason', 'x', 'o');
    expect(asked).toEqual([
      ['deploy', 'environment', '', { service: 'order-service', version: 'v1' }],
      ['deploy', 'service', 'o', {}],
    ]);
  });

  it('offers options that are not there yet, and nothing for their text', async () => {
    expect(await offered('deploy', '--d')).toEqual(['--dry-run']);
    expect(await offered('deploy', '--dry-run', '--d')).toEqual([]);
    expect(await offered('deploy', '--reason', '')).toEqual([]);
    expect(await offered('nonsense', '')).toEqual([]);
  });

  it('offers nothing that a shell would take apart', async () => {
    const evil = async () => [
      '$(x)\n',
      'a b',
      '\u001b[2J',
      ...[
        'v;id',
        'v|id',
        'v&id',
        'v$(id)',
        'v`id`',
        'v>x',
        'v*',
        'v?',
        'v{a,b}',
        "v'",
        'v"',
        'v\\',
        'v!1',
        '~v',
        '#v',
        '=v',
      ],
      'v1.2-rc.1+build/7_x@y',
    ];
    expect(await complete(['deploy', 'order-service', ''], specs, evil)).toEqual(['v1.2-rc.1+build/7_x@y']);
  });
});
