import { type Service } from '../../model/company';

/** The one service that words of a title point to, and the word that does; undefined when none does, or more than one. */
export function serviceMeant(title: string, services: Pick<Service, 'id'>[]): { id: string; word: string } | undefined {
  const words = title.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  const meant = new Map<string, string>();
  for (const word of words) {
    const singular = word.replace(/s$/, '');
    const pointed = services.filter(
      ({ id }) => id === word || id.split('-').some((part) => part === word || part === singular),
    );
    const [only] = pointed;
    if (only && pointed.length === 1 && !meant.has(only.id)) meant.set(only.id, only.id === word ? word : singular);
  }
  const [first, ...others] = [...meant];
  return first && others.length === 0 ? { id: first[0], word: first[1] } : undefined;
}
