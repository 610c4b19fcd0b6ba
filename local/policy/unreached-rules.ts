import { type Company, type Rule } from '../../src/model/company';
import { selectorsOf } from '../../src/policy/match-rule';

/** For each field, the values that are told apart. What a rule does not mention it matches whole. */
type Box = Record<string, string[]>;

/** Rules whose every plan an earlier rule decides: they never match. Each with the rules before it that meet its plans. */
export function unreachedRules({ rules, environments, services }: Company): { rule: Rule; by: Rule[] }[] {
  const known = services.map(({ id }) => id);
  const universe: Box = {
    environment: environments.map(({ id }) => id),
    service: known.length > 0 ? known : [ANOTHER],
  };
  for (const { when } of rules) {
    for (const [path, allowed] of selectorsOf(when)) {
      if (path === 'environment' || path === 'service') continue;
      universe[path] = [...new Set([...(universe[path] ?? [ANOTHER]), ...allowed])];
    }
  }
  const boxOf = ({ when }: Rule): Box => ({ ...universe, ...Object.fromEntries(selectorsOf(when)) });
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index).filter((before) => intersect(boxOf(before), boxOf(rule)));
    return covered(boxOf(rule), earlier.map(boxOf)) ? [{ rule, by: earlier }] : [];
  });
}

/** Stands for all values that no rule names, and for none at all. */
const ANOTHER = '\0';

/** Cuts the part that the first box takes away from the rest, field by field; what is left the others have to cover. */
function covered(box: Box, by: Box[]): boolean {
  const index = by.findIndex((other) => intersect(other, box));
  const first = by[index];
  if (!first) return false;
  const others = by.slice(index + 1);
  const inner = { ...box };
  return Object.entries(box).every(([field, values]) => {
    const [within, outside] = [true, false].map((side) =>
      values.filter((value) => first[field]!.includes(value) === side),
    );
    const rest = { ...inner, [field]: outside! };
    inner[field] = within!;
    return outside!.length === 0 || covered(rest, others);
  });
}

function intersect(a: Box, b: Box): boolean {
  return Object.entries(a).every(([field, values]) => values.some((value) => b[field]!.includes(value)));
}
