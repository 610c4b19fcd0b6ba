import { type Form } from '../model/form';
import { type ParseResult } from '../model/parse-result';
import { type Inline, type View } from '../model/view';

/** Says what was wrong, what was understood and the closest right line; `form` asks for what is missing. */
export function notUnderstoodView(failure: Failure, form?: Form): View {
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
    actions: actionsOf(failure),
    form,
    facts: understood.map(([label, value]) => ({ label, value: [value] })),
    footer: [['Nothing was changed. ', { code: '/help' }, ' shows what can be asked.']],
  };
}

function actionsOf({ suggestion, offers = [] }: Failure): View['actions'] {
  const run = suggestion ? [{ kind: 'run' as const, label: 'Run it so', line: suggestion }] : [];
  return offers.length + run.length > 0 ? [...offers, ...run] : undefined;
}

type Failure = Extract<ParseResult, { ok: false }>;
