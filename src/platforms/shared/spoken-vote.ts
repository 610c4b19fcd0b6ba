/** `approve`, `reject` or `reject <reason>` as words of their own; undefined when the text says something else. */
export function spokenVote(text: string): { decision: 'approve' | 'reject'; reason?: string } | undefined {
  const [, word, rest] = /^\/?(approve|reject)(?:$|[\s:,.!]+([\s\S]*)$)/i.exec(text.trim()) ?? [];
  const reason = rest?.trim();
  if (word?.toLowerCase() === 'reject') return reason ? { decision: 'reject', reason } : { decision: 'reject' };
  return word && !reason ? { decision: 'approve' } : undefined;
}
