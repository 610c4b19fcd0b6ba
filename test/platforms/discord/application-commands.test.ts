import { checkCommands } from '../../../local/discord/api/check-commands';
import { commands } from '../../../src/commands';
import { applicationCommands } from '../../../src/platforms/discord/application-commands';

const specs = commands.map(({ spec }) => spec);
const spec = { ...specs[0]!, name: 'x', arguments: [], options: [] };

test('the commands are taken by Discord, each under its own name, in servers only', () => {
  const body = applicationCommands(specs);
  expect(checkCommands(body)).toEqual(body);
  const ofMessages = ['Approve', 'Reject', 'Keep in timeline', 'Take out of timeline'];
  expect(body.map(({ name }) => name)).toEqual([...specs.map(({ name }) => name), ...ofMessages]);
  expect(body.every((command) => JSON.stringify(command).includes('"contexts":[0]'))).toBe(true);
});

test('a command has its arguments, those that must be there first, then its options', () => {
  const rollback = applicationCommands(specs).find(({ name }) => name === 'rollback');
  const options = rollback && 'options' in rollback ? (rollback.options ?? []) : [];
  expect(options.slice(0, 3)).toMatchObject([
    { name: 'service', required: true, autocomplete: true },
    { name: 'environment', required: true, autocomplete: true },
    { name: 'version', required: false, autocomplete: true },
  ]);
  expect(options.slice(3)).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ name: 'dry-run', type: 5 }),
      expect.objectContaining({ name: 'reason', type: 3 }),
    ]),
  );
});

test.each([
  [Array.from({ length: 101 }, () => spec), /100 commands/],
  [[{ ...spec, name: 'Loud' }], /does not take Loud/],
  [[{ ...spec, name: 'x'.repeat(33) }], /does not take x+ as/],
  [[{ ...spec, arguments: [{ name: 'reason', kind: 'text' as const }] }], /two options of one name/],
])('what Discord would refuse is not sent', (wrong, message) => {
  expect(() => applicationCommands(wrong)).toThrow(message);
});
