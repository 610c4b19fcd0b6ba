import { type Rule } from '../model/company';

/** `2 of team-leads or @bob` in parts; undefined when it has another form. */
export function approvalFrom(text: string): Rule['require'][number] | undefined {
  const [, count, names] = /^([1-9]\d?) of (.+)$/.exec(text) ?? [];
  if (names === undefined) return undefined;
  const who = names.split(' or ');
  return {
    count: Number(count),
    groups: who.filter((name) => !name.startsWith('@')),
    people: who.filter((name) => name.startsWith('@')).map((name) => name.slice(1)),
  };
}
