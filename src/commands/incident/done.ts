import { noticeView } from '../../views/notice-view';
import { type DirectAnswer } from '../command';

/** It worked. Where the incident shows it by itself (`elsewhere`), nothing more is said. */
export function done(message: string, { elsewhere = true }: { elsewhere?: boolean } = {}): DirectAnswer {
  return {
    view: noticeView('good', [message]),
    elsewhere,
    outcome: { result: 'success', reasonCode: 'completed', message },
  };
}
