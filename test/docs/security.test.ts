import { existsSync, readdirSync, readFileSync } from 'node:fs';

const rows = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]/.test(line) && !line.startsWith('| STRIDE'));
const named = rows.flatMap((row) =>
  [...row.matchAll(/`(test\/[^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => [file, name] as const),
  ),
);

test('each threat names a test', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter((row) => !/`test\/[^`]+`: "/.test(row))).toEqual([]);
});

test.each(named)('%s has “%s”', (file, name) => {
  expect(existsSync(file)).toBe(true);
  const text = readFileSync(file, 'utf8').replaceAll("\\'", "'");
  expect(text).toContain(name);
});

test('GitHub’s workflows use actions by commit alone, and give no more rights than they need', () => {
  for (const file of readdirSync('.github/workflows')) {
    const text = readFileSync(`.github/workflows/${file}`, 'utf8');
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([]);
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
    /* What people type reaches a shell by the environment only. */
    for (const [script] of text.matchAll(/run: (?:\|\n(?: {10}.*\n)+|.*)/g)) expect(script).not.toContain('${{');
  }
});
