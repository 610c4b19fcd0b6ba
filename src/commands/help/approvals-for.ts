import { type Company } from '../../model/company';
import { type Person } from '../../model/person';
import { type Verdict } from '../../model/verdict';
import { type Inline, type View } from '../../model/view';
import { anyService, candidates, conditionText, directionsOf, verdictBy } from '../../policy/candidates';
import { peopleList } from '../../views/command-card';
import { personRef } from '../person-ref';

/** Names in one fact; where more may approve, the group says enough. */
const NAMED = 5;

/** What an action needs when this person asks for it, by environment; environments that are alike share a fact. */
export function approvalsFor(action: string, person: Person, company: Company): NonNullable<View['facts']> {
  const ways = company.environments.flatMap(({ id }) => waysIn(id, action, person, company));
  const facts = new Map<string, { labels: string[]; value: Inline[] }>();
  for (const { label, value } of ways) {
    const key = JSON.stringify(value);
    facts.set(key, { labels: [...(facts.get(key)?.labels ?? []), label], value });
  }
  return [...facts.values()].map(({ labels, value }) => ({ label: labels.join(', '), value }));
}

interface Way {
  label: string;
  value: Inline[];
}

function waysIn(environment: string, action: string, person: Person, company: Company): Way[] {
  const directions = directionsOf(action).map((direction) => {
    const stated = anyService(action, environment, direction);
    return candidates(stated, company).map((candidate, index, { length }) => ({
      direction,
      condition: conditionText(candidate.provided) || (index > 0 && index === length - 1 ? 'otherwise' : ''),
      value: sayVerdict(verdictBy(candidate, stated, person.id, company), company),
    }));
  });
  const alike = directions.every((ways) => JSON.stringify(plain(ways)) === JSON.stringify(plain(directions[0] ?? [])));
  return (alike ? directions.slice(0, 1) : directions).flat().map(({ direction, condition, value }) => ({
    label: [environment + (alike || !direction ? '' : ` (${direction})`), condition].filter(Boolean).join(', '),
    value,
  }));
}

function plain(ways: { condition: string; value: Inline[] }[]) {
  return ways.map(({ condition, value }) => [condition, value]);
}

function sayVerdict(verdict: Verdict, company: Company): Inline[] {
  if (verdict.kind === 'allowed') return ['no approval, it runs at once'];
  if (verdict.kind === 'denied') return [`nobody may approve it for you. ${verdict.message}`];
  const parts = verdict.requirements.map(({ label, eligible }): Inline[] => {
    const named = eligible.slice(0, NAMED).map((id) => personRef(id, { company }));
    const more = eligible.length > NAMED ? [`, ${eligible.length - NAMED} more`] : [];
    return [`${label} (`, ...peopleList(named, more.length ? 'and' : 'or'), ...more, ')'];
  });
  return ['approval from ', ...parts.flatMap((part, index) => (index ? [' and ', ...part] : part))];
}
