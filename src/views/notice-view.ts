import { type Inline, type View } from '../model/view';

/** A short private answer. */
export function noticeView(tone: View['tone'], headline: Inline[], lines: Inline[][] = []): View {
  const icon = { neutral: 'ℹ️', waiting: '⏳', good: '✅', bad: '⛔' }[tone];
  return { kind: 'notice', tone, icon, headline, lines };
}
