import { distance } from 'fastest-levenshtein';

/** The names that a mistyped or shortened one was most likely meant for, likeliest first; none when none is near. */
export function nearestNames(asked: string, names: string[], most = 3): string[] {
  const wanted = asked.toLowerCase();
  const farthest = Math.max(2, Math.ceil(asked.length / 2));
  return names
    .map((name) => ({
      name,
      holds: wanted.length > 1 && name.toLowerCase().includes(wanted),
      far: distance(wanted, name.toLowerCase()),
    }))
    .filter(({ holds, far }) => holds || far <= farthest)
    .sort((a, b) => Number(b.holds) - Number(a.holds) || a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}
