/**
 * Gives people to places so that each fills one place at most and as many places as possible are filled (bipartite
 * matching by augmenting paths). Who comes earlier keeps a place. Returns the person of each place, or undefined.
 */
export function assign(people: string[], places: string[][]): (string | undefined)[] {
  const holder: (string | undefined)[] = places.map(() => undefined);

  const seat = (person: string, tried: Set<number>): boolean =>
    places.some((eligible, place) => {
      if (tried.has(place) || !eligible.includes(person)) return false;
      tried.add(place);
      const sitting = holder[place];
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      holder[place] = person;
      return true;
    });

  for (const person of people) seat(person, new Set());
  return holder;
}

/** One place for each approval a verdict asks for. */
export function placesOf(requirements: { count: number; eligible: string[] }[]): string[][] {
  return requirements.flatMap(({ count, eligible }) => Array.from({ length: count }, () => eligible));
}
