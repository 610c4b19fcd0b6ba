import { asked, type Replay, type Replayed } from './replay';

interface Section {
  title: string;
  plans: Replayed[];
}

const BACKTICKS = /`+/g;

/** For a terminal. */
export function replayText(replay: Replay, span: string): string {
  return [
    summary(replay, span),
    ...sections(replay).flatMap(({ title, plans }) => [
      '',
      `${title} (${plans.length})`,
      ...plans.map(
        (one) =>
          `  ${one.differs ? '*' : ' '} ${when(one)}  ${one.entry.user}  ${one.entry.command}\n      ${told(one)}`,
      ),
    ]),
    ...notes(replay),
  ].join('\n');
}

/** For a comment on a pull request. What people wrote stands as code. */
export function replayMarkdown(replay: Replay, span: string): string {
  return [
    `### Another approval matrix, tried on the audit log`,
    '',
    summary(replay, span),
    ...sections(replay).flatMap(({ title, plans }) => [
      '',
      `<details${plans.some(({ differs }) => differs) ? ' open' : ''}><summary>${title} (${plans.length})</summary>`,
      '',
      '| when (UTC) | who | line | then and now |',
      '| --- | --- | --- | --- |',
      ...plans.map((one) => {
        const line = [
          when(one),
          code(one.entry.user),
          code(one.entry.command),
          `${one.differs ? '**changes**: ' : ''}${escaped(told(one))}`,
        ];
        return `| ${line.join(' | ')} |`;
      }),
      '',
      '</details>',
    ]),
    ...notes(replay).map(escaped),
  ].join('\n');
}

function summary({ plans }: Replay, span: string): string {
  const changes = plans.filter(({ differs }) => differs).length;
  return `${plans.length} plans ${span}; the other policy asks something else for ${changes} of them.`;
}

function sections({ plans }: Replay): Section[] {
  const of = (kind: string) => plans.filter((one) => kindOf(one) === kind);
  return [
    { title: 'Nobody could have approved', plans: of('denied') },
    { title: 'Somebody would have been asked', plans: of('approval') },
    { title: 'Would have run freely', plans: of('allowed') },
  ].filter((section) => section.plans.length > 0);
}

/** A requester's own confirmation asks nobody else. */
function kindOf({ verdict }: Replayed): string {
  return verdict.kind === 'approval' && verdict.requirements.length === 0 ? 'allowed' : verdict.kind;
}

function told({ entry, verdict, rule, missing }: Replayed): string {
  const then = `${entry.result ?? 'no result'} by rule "${rule}"${entry.approved_by ? `, approved by ${entry.approved_by}` : ''}`;
  if (verdict.kind === 'denied') return `then ${then}; now ${verdict.message}`;
  const enough =
    verdict.kind === 'allowed' || entry.result !== 'success'
      ? ''
      : missing === 0
        ? '; its approvals would do'
        : `; ${missing} more approval${missing > 1 ? 's' : ''} than it had`;
  return `then ${then}; now "${verdict.rule.name}" asks ${asked(verdict)}${enough}`;
}

function notes({ left }: Replay): string[] {
  const lines = [...left].map(([why, count]) => `Not tried: ${count} (${why}).`);
  return lines.length > 0 ? ['', ...lines] : [];
}

function when({ entry }: Replayed): string {
  return entry.timestamp.slice(0, 16).replace('T', ' ');
}

function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...(text.match(BACKTICKS) ?? []).map(({ length }) => length)) + 1);
  const inner = text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  return `${fence}${/^`|`$/.test(inner) ? ` ${inner} ` : inner}${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`).replaceAll('@', '@\u200b');
}
