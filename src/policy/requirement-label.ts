import { type Group, type Rule } from '../model/company';

/** Who is asked, for people's eyes: `a team lead`, `2 team leads`, `bob or carol`, `2 of team leads and bob`. */
export function requirementLabel({ count, groups, people }: Rule['require'][number], known: Group[]): string {
  const titles = groups.map((id) => known.find((group) => group.id === id)?.title ?? id);
  if (count === 1) return list([...titles.map((title) => `${article(title)} ${title}`), ...people], 'or');
  const plurals = titles.map((title) => `${title}s`);
  return people.length === 0
    ? `${count} ${list(plurals, 'or')}`
    : `${count} of ${list([...plurals, ...people], 'and')}`;
}

function article(title: string): string {
  return /^[aeiou]/i.test(title) ? 'an' : 'a';
}

function list(words: string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
