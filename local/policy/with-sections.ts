import { parse, stringify } from 'yaml';

/** A company file in which the sections of another stand in for its own; one that is whole replaces it. */
export function withSections(company: string, other: string): string {
  const sections: unknown = parse(other);
  if (typeof sections !== 'object' || sections === null || 'people' in sections) return other;
  return stringify({ ...(parse(company) as object), ...sections });
}
