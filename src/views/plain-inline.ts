import { type Inline } from '../model/view';

/** What a line says, where nothing can be marked up. */
export function plainInline(line: Inline[]): string {
  return line
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('person' in part) return `@${part.person.id}`;
      return 'code' in part ? part.code : '';
    })
    .join('');
}
