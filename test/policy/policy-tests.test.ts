import { readFileSync } from 'node:fs';
import { runPolicyTests } from '../../local/policy/policy-tests';
import { loadCompany } from '../../src/config/load-company';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const results = runPolicyTests(readFileSync('policy.tests.yaml', 'utf8'), company);

test.each(results)('$name (line $line)', ({ problems }) => {
  expect(problems).toEqual([]);
});

test('each rule of the demo company decides one of them', () => {
  expect(new Set(results.map(({ rule }) => rule))).toEqual(
    new Set([...company.rules.map(({ name }) => name), 'strictest', 'strictest (production)']),
  );
});
