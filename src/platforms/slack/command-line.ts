import { APP_COMMAND, type PlainNames } from './command-names';

/**
 * The line as the parser takes it: plain name with slash first, the rest as typed. `/cs-status x` → `/status x`,
 * `/countersign deploy …` and `deploy …` → `/deploy …`; nothing at all asks for help.
 */
export function commandLine(typed: string, plain: PlainNames): string {
  const bare = typed
    .trim()
    .replace(new RegExp(`^/?${APP_COMMAND}(?=\\s|$)\\s*`, 'i'), '')
    .replace(/^\//, '');
  if (bare === '') return '/help';
  const [name = ''] = bare.split(/\s/, 1);
  return `/${plain.get(name) ?? name}${bare.slice(name.length)}`;
}
