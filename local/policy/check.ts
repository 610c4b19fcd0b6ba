import { commands } from '../../src/commands';
import { companyWarnings } from '../../src/config/company-warnings';
import { didYouMean } from '../../src/config/nearest-word';
import { type Company } from '../../src/model/company';
import { ruleName } from './rule-text';
import { unreachedRules } from './unreached-rules';

/** What is valid and yet surely not meant, a sentence each. */
export function policyWarnings(company: Company): string[] {
  const actions = commands.flatMap((command) => {
    if (command.kind === 'changes') return [command.spec.name];
    return command.kind === 'direct' ? (command.actions ?? []) : [];
  });
  return [
    ...companyWarnings(company),
    ...unreachedRules(company).map(
      ({ rule, by }) =>
        `${ruleName(rule)} never decides: ${by.map(ruleName).join(' and ')} before it match all of its plans`,
    ),
    ...company.rules.flatMap((rule) => [
      ...(rule.when.action ?? [])
        .filter((action) => !actions.includes(action))
        .map(
          (action) =>
            `${ruleName(rule)} is for ${action}, which no command does${didYouMean(action, actions)}; there are ${actions.join(', ')}`,
        ),
      ...Object.keys(rule.when.plan ?? {}).map(
        (path) =>
          `${ruleName(rule)} looks at ${path}: whether plans have it shows only when one is made, and where it is missing the rule does not match`,
      ),
    ]),
  ];
}
