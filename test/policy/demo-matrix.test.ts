import { readFileSync } from 'node:fs';
import { loadCompany } from '../../src/config/load-company';
import { evaluate } from '../../src/policy/evaluate';
import { plan } from './companies';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});

/** The matrix of the contract, row by row: how many team leads besides alice, who asks; 0 is none needed. */
const matrix: [action: string, environment: string, direction: 'up' | 'down' | undefined, approvals: number][] = [
  ['deploy', 'development', undefined, 0],
  ['deploy', 'staging', undefined, 0],
  ['deploy', 'production', undefined, 1],
  ['rollback', 'development', undefined, 0],
  ['rollback', 'staging', undefined, 0],
  ['rollback', 'production', undefined, 0],
  ['scale', 'production', 'up', 0],
  ['scale', 'production', 'down', 1],
  ['scale', 'development', 'down', 0],
  ['scale', 'staging', 'up', 0],
  ['migrate', 'production', undefined, 2],
  ['migrate', 'development', undefined, 0],
  ['migrate', 'staging', undefined, 0],
  ['reboot', 'production', undefined, 2],
  ['reboot', 'staging', undefined, 1],
  ['reboot', 'development', undefined, 1],
  ['scale', 'production', undefined, 2],
  ['deploy', 'prod', undefined, 2],
  ['rollback', 'Production', undefined, 2],
];

test.each(matrix)('%s in %s, direction %s, needs %i team leads', (action, environment, direction, approvals) => {
  const verdict = evaluate(plan({ action, environment, direction }), 'alice', company);
  if (approvals === 0) {
    expect(verdict.kind).toBe('allowed');
    return;
  }
  expect(verdict).toMatchObject({
    kind: 'approval',
    requirements: [{ count: approvals, eligible: ['bob', 'carol'] }],
    expiresSeconds: 1800,
    reasonRequired: false,
  });
});

test('a rule is named with its line in the file', () => {
  const { rule } = evaluate(plan(), 'alice', company);
  const lines = readFileSync('countersign.yaml', 'utf8').split('\n');
  expect(rule.name).toBe('deploys to production');
  expect(lines[rule.line - 1]).toContain(rule.name);
});

test('the strictest rule has no line', () => {
  expect(evaluate(plan({ action: 'reboot' }), 'alice', company).rule).toEqual({
    name: 'strictest (production)',
    line: 0,
  });
});

test('a team lead who asks leaves only the other one', () => {
  expect(evaluate(plan(), 'bob', company)).toMatchObject({ requirements: [{ count: 1, eligible: ['carol'] }] });
});

test('two team leads cannot be found besides a team lead who asks', () => {
  expect(evaluate(plan({ action: 'migrate' }), 'bob', company)).toMatchObject({
    kind: 'denied',
    reasonCode: 'nobody_may_approve',
    message: expect.stringMatching(
      /^Rule "migrations in production" \(line \d+ of the company file\) asks for 2 team leads, and besides @bob, who asked, there is only @carol\.$/,
    ),
  });
});
