import { type ChatEvent } from '../model/chat-event';
import { type HttpAnswer, type Platform } from '../platforms/platform';
import { noticeView } from '../views/notice-view';
import { isAnswered } from './take-event';

/** How many events one process takes at a time, whatever it is able to. */
const MOST_AT_ONCE = 64;
/** Beyond so many, another is refused while the oldest has taken this many ms: Slack and Discord wait 3 s, and what is late is asked again. */
const MANY = 16;
const SLOW_MS = 1_000;

/** When each that is under way began, oldest first. */
const underWay = new Map<symbol, number>();

/**
 * Takes an event, or refuses it at once where too many are being taken: its asker is told so where the acknowledgement is seen, else the
 * platform is answered 503, so that it delivers again.
 */
export async function unlessBusy(
  platform: Platform,
  event: ChatEvent,
  take: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  if (isBusy()) return isAnswered(event) ? platform.acknowledge(event, BUSY) : { status: 503 };
  const one = Symbol('event');
  underWay.set(one, performance.now());
  try {
    return await take();
  } finally {
    underWay.delete(one);
  }
}

function isBusy(): boolean {
  if (underWay.size < MANY) return false;
  const [oldest = Infinity] = underWay.values();
  return underWay.size >= MOST_AT_ONCE || performance.now() - oldest >= SLOW_MS;
}

const BUSY = noticeView(
  'bad',
  ['Nothing was started: too much is asked of me at this moment.'],
  [['Please ask again in a minute.']],
);
