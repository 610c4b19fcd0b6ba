import { noticeView } from '../../views/notice-view';
import { type DirectAnswer } from '../command';

/** It worked, for this incident. Where the incident shows it by itself (`elsewhere`), nothing more is said. */
export function done(
  incident: string,
  message: string,
  { elsewhere = true }: { elsewhere?: boolean } = {},
): DirectAnswer {
  const outcome = { result: 'success', reasonCode: 'completed', message, details: { incident } } as const;
  return { view: noticeView('good', [message]), elsewhere, outcome };
}
