import { type Company, type Rule } from '../model/company';
import { isOfChat } from '../model/is-of-chat';

/** Rules that nobody could ever satisfy, one sentence each. Such requests are denied; this is said at start. */
export function companyWarnings({
  rules,
  people,
  strictest,
  environments,
  groups,
  trustChatGroups,
  breakGlass,
}: Company): string[] {
  const elsewhere = groups.flatMap(({ id, source }) => (source && (!isOfChat(source) || trustChatGroups) ? [id] : []));
  const members = (group: string) => people.filter((person) => person.groups.includes(group)).length;
  const needed = environments.some(({ production }) => production) ? 2 : 1;
  return [
    ...rules.flatMap((rule) =>
      rule.require
        .filter((asked) => !asked.groups.some((group) => elsewhere.includes(group)))
        .flatMap((asked) => unsatisfied(rule, asked, people)),
    ),
    ...(members(strictest.group) < needed && !elsewhere.includes(strictest.group)
      ? [`nobody may approve what no rule lists: group ${strictest.group} has ${members(strictest.group)} of ${needed}`]
      : []),
    ...(breakGlass ? unsatisfied({ name: 'break-glass', line: breakGlass.line }, breakGlass.review, people) : []),
  ];
}

function unsatisfied(
  { name, line }: Pick<Rule, 'name' | 'line'>,
  { count, groups, people }: Rule['require'][number],
  everybody: Company['people'],
): string[] {
  const may = everybody.filter(
    ({ id, groups: own }) => people.includes(id) || own.some((group) => groups.includes(group)),
  );
  if (may.length >= count) return [];
  const who = [...groups, ...people.map((id) => `@${id}`)].join(' or ');
  return [
    `nobody may approve "${name}" (line ${line}): it needs ${count} of ${who}, and there ${may.length === 1 ? 'is 1' : `are ${may.length}`}`,
  ];
}
