import { type Outcome } from '../../model/outcome';
import { noticeView } from '../../views/notice-view';
import { type DirectAnswer } from '../command';

/** It worked, for this incident. Where the incident shows it by itself (`elsewhere`), nothing more is said; `facts` are for figures from the audit log. */
export function done(
  incident: string,
  message: string,
  { elsewhere = true, facts }: { elsewhere?: boolean; facts?: Outcome['details'] } = {},
): DirectAnswer {
  const outcome = { result: 'success', reasonCode: 'completed', message, details: { ...facts, incident } } as const;
  return { view: noticeView('good', [message]), elsewhere, outcome };
}
