import { type AuditEntry } from '../../model/audit-entry';
import { type Inline, type View } from '../../model/view';
import { type DirectTools } from '../command';
import { who } from './entry-line';

/** All that the log holds of one command, in the order in which it was written. */
export function storyView(story: AuditEntry[], link: string | undefined, tools: DirectTools): View {
  const outcome = story.find(({ kind }) => kind === 'outcome');
  const intent = story.find(({ kind }) => kind === 'intent');
  const [first] = story;
  const told = outcome ?? intent ?? first;
  if (!told) throw new Error('A story has an entry.');
  const details = { ...intent?.details, ...outcome?.details };
  const requester = text(details['requester']) ?? text(first?.details['requester']) ?? told.user;
  const run = text(details['run']);
  return {
    kind: 'notice',
    tone: outcome ? (outcome.result === 'success' ? 'good' : 'bad') : 'neutral',
    icon: '🗂️',
    headline: [{ code: told.command }],
    lines: [
      outcome
        ? [
            `${outcome.result ?? ''}${outcome.reason_code ? ` (${outcome.reason_code.replaceAll('_', ' ')})` : ''}`,
            ...(text(details['message']) ? [`: ${text(details['message'])}`] : []),
          ]
        : [told.kind === 'notice' ? 'Of no command.' : 'There is no outcome yet.'],
    ],
    facts: [
      { label: 'Asked by', value: [who(requester, tools), ' at ', { time: told.timestamp }, ` in ${told.channel}`] },
      ...fact('Approved by', outcome?.approved_by ?? intent?.approved_by ?? undefined),
      ...fact('Plan', plan(details)),
      ...fact('Rule', rule(details['rule'])),
      ...fact('Plan hash', text(details['plan_hash'])),
      ...fact('Verification', verification(details['verification'])),
      ...fact('Took', typeof outcome?.duration_seconds !== 'number' ? undefined : `${outcome.duration_seconds} s`),
    ],
    lists: [{ title: 'What was written, when', items: story.map((entry) => step(entry, tools)) }],
    links: [...(link ? [{ text: 'Message', url: link }] : []), ...(run ? [{ text: 'Run', url: run }] : [])],
    footer: [
      [
        `Each entry was read from the chain and has the hash that it was written with: ${story.length} of ${story.length}.`,
      ],
    ],
  };
}

const SAID: Record<string, string> = {
  approve: 'approved',
  reject: 'rejected',
  withdrawn: 'took the vote back',
  confirm: 'confirmed',
  cancel: 'cancelled',
};

function step(
  { id, kind, timestamp, user, command, approvals, reason_code, details, hash, result }: AuditEntry,
  tools: DirectTools,
): Inline[] {
  const [vote] = approvals;
  const reason = vote?.reason ? `: ${vote.reason}` : '';
  const what: Record<AuditEntry['kind'], Inline[]> = {
    intent: ['about to act'],
    vote: [who(user, tools), ` ${SAID[vote?.decision ?? ''] ?? 'voted'}`, reason],
    refusal: [who(user, tools), ` was not counted (${(reason_code ?? '').replaceAll('_', ' ')})`, reason],
    outcome: [`ended: ${result ?? ''}`],
    notice: user.startsWith('@')
      ? [who(user, tools), ` ${command}: ${text(details['reason']) ?? ''}`]
      : ['noted by the log itself'],
  };
  return [{ time: timestamp }, ' ', ...what[kind], ' · ', { code: id }, ' ', { code: hash.slice(0, 12) }];
}

function fact(label: string, value: string | undefined): NonNullable<View['facts']> {
  return value === undefined ? [] : [{ label, value: [value] }];
}

function plan(details: Record<string, unknown>): string | undefined {
  const { current, desired } = (details['plan'] ?? details) as { current?: object | null; desired?: object };
  return desired && `${words(current)} → ${words(desired)}`;
}

function words(state: object | null | undefined): string {
  return state
    ? Object.entries(state)
        .map(([name, value]) => `${name} ${String(value)}`)
        .join(', ')
    : 'nothing';
}

function rule(value: unknown): string | undefined {
  const { name, line } = (value ?? {}) as { name?: string; line?: number };
  return name && (line ? `${name} (line ${line})` : name);
}

function verification(value: unknown): string | undefined {
  const { state, readings = [] } = (value ?? {}) as { state?: string; readings?: { check: string; text: string }[] };
  return state && [state, ...readings.map(({ check, text: said }) => `${check} ${said}`)].join('; ');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
