import { companyWarnings } from '../../src/config/company-warnings';
import { asks, company } from '../policy/companies';

test('a rule that asks an empty group is told with its line', () => {
  expect(companyWarnings(company({ name: 'ghosts', require: [asks(1, 'empty')] }))).toEqual([
    'nobody may approve "ghosts" (line 1): it needs 1 of empty, and there are 0',
  ]);
});

test('a rule that asks for more people than there are is told', () => {
  expect(companyWarnings(company({ name: 'many', require: [asks(3, 'team-leads', '@bob')] }))).toEqual([
    'nobody may approve "many" (line 1): it needs 3 of team-leads or @bob, and there are 2',
  ]);
});

test('an empty strictest group is told', () => {
  const strictest = { group: 'empty', expiresSeconds: 60 };
  expect(companyWarnings({ ...company(), strictest })).toEqual([
    'nobody may approve what no rule lists: group empty has 0 of 2',
  ]);
});

test('an empty group that no rule asks is no problem', () => {
  expect(companyWarnings(company({ require: [asks(2, 'team-leads')] }))).toEqual([]);
});
