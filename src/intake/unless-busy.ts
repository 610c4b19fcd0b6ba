import { type ChatEvent } from '../model/chat-event';
import { type HttpAnswer, type Platform } from '../platforms/platform';
import { noticeView } from '../views/notice-view';
import { isAnswered } from './take-event';

/**
 * How many events one process takes at a time: what it can take within the 3 s that Slack and Discord wait, when it manages some 20 a
 * second. More would all be late, and what is late is asked again.
 */
const MOST_AT_ONCE = 64;

let underWay = 0;

/**
 * Takes an event, or refuses it at once where too many are being taken: its asker is told so where the acknowledgement is seen, else the
 * platform is answered 503, so that it delivers again.
 */
export async function unlessBusy(
  platform: Platform,
  event: ChatEvent,
  take: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  if (underWay >= MOST_AT_ONCE) return isAnswered(event) ? platform.acknowledge(event, BUSY) : { status: 503 };
  underWay++;
  try {
    return await take();
  } finally {
    underWay--;
  }
}

const BUSY = noticeView(
  'bad',
  ['Nothing was started: too much is asked of me at this moment.'],
  [['Please ask again in a minute.']],
);
