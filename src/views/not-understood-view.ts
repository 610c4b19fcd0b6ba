import { type ParseResult } from '../model/parse-result';
import { type Inline, type View } from '../model/view';

/** Says what was wrong, what was understood and the closest right form. */
export function notUnderstoodView(failure: Extract<ParseResult, { ok: false }>): View {
  const understood = Object.entries(failure.understood);
  const lines: Inline[][] = [];
  if (failure.suggestion) lines.push(['Did you mean ', { code: failure.suggestion }, '?']);
  if (failure.usage) lines.push(['Usage: ', { code: failure.usage }]);
  return {
    kind: 'notice',
    tone: 'bad',
    icon: '⚠️',
    headline: [failure.problem],
    lines,
    actions: failure.suggestion ? [{ kind: 'run', label: 'Run it so', line: failure.suggestion }] : undefined,
    facts: understood.map(([label, value]) => ({ label, value: [value] })),
    footer: [['Nothing was changed. ', { code: '/help' }, ' shows what can be asked.']],
  };
}
