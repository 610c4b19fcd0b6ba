import { type AuditSummary } from '../../audit/index-rows';
import { type Inline } from '../../model/view';
import { personRef } from '../person-ref';
import { type DirectTools } from '../command';

const ICONS: Record<string, string> = {
  success: '✅',
  failure: '❌',
  rejected: '🚫',
  expired: '⌛',
  cancelled: '🚫',
  denied: '⛔',
  invalid: '⚠️',
};

/** One entry in one line: when, who, what, how it ended, under which number, which leads to its message. */
export function entryLine(entry: AuditSummary, link: string | undefined, tools: DirectTools): Inline[] {
  const { id, timestamp, user, command, channel } = entry;
  const number = `#${numberOf(id)}`;
  return [
    `${icon(entry)} `,
    { time: timestamp },
    ' ',
    who(user, tools),
    ` ${verb(entry)}${short(command, COMMAND) || '(nothing)'} in ${short(channel, CHANNEL)}${ending(entry)} · ${link ? '' : number}`,
    ...(link ? [{ link: number, url: link }] : []),
  ];
}

/** So that a page fits into a message whatever people typed; the story has all of it. */
const COMMAND = 90;
const CHANNEL = 40;
const APPROVERS = 60;

function short(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** `main-000000000042` is said as 42, `main2-000000000042` as main2-42. */
function numberOf(id: string): string {
  return id.replace(/^main-0*/, '').replace(/-0+/, '-');
}

/** Looked up when shown: entries keep the ID. */
export function who(user: string, tools: Pick<DirectTools, 'company'>): Inline {
  return user.startsWith('@') ? { person: personRef(user.slice(1), tools) } : user;
}

function icon({ kind, result, decision }: AuditSummary): string {
  if (kind === 'vote') return decision === 'approve' || decision === 'confirm' ? '👍' : '👎';
  if (kind === 'refusal') return '🙅';
  if (kind === 'notice') return '📒';
  return ICONS[result ?? ''] ?? '▶️';
}

const SAID: Record<string, string> = {
  approve: 'approved ',
  reject: 'rejected ',
  withdrawn: 'took back a vote on ',
  confirm: 'confirmed ',
  cancel: 'cancelled ',
};

function verb({ kind, decision }: AuditSummary): string {
  if (kind === 'vote') return SAID[decision ?? ''] ?? 'voted on ';
  if (kind === 'refusal') return 'could not vote on ';
  return kind === 'intent' ? 'was about to run ' : '';
}

function ending({ kind, result, reason_code, approved_by }: AuditSummary): string {
  if (kind === 'vote' || kind === 'intent' || kind === 'notice') return '';
  const why = reason_code && reason_code !== 'completed' ? ` (${reason_code.replaceAll('_', ' ')})` : '';
  const approved = approved_by ? `, approved by ${short(approved_by, APPROVERS)}` : '';
  return `: ${kind === 'refusal' ? 'not counted' : (result ?? '')}${why}${approved}`;
}
