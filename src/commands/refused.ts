import { type Outcome } from '../model/outcome';
import { noticeView } from '../views/notice-view';
import { type DirectAnswer } from './command';

/** Nothing was done, and why. */
export function refused(result: Outcome['result'], reasonCode: Outcome['reasonCode'], message: string): DirectAnswer {
  return { view: noticeView('bad', [message]), outcome: { result, reasonCode, message } };
}
