import { type ChatEvent } from '../model/chat-event';
import { type HttpAnswer, type Platform } from '../platforms/platform';
import { noticeView } from '../views/notice-view';
import { askReason } from './ask-reason';
import { type Intake } from './intake';
import { takeCommand } from './take-command';
import { takeVote } from './take-vote';

/**
 * Acts on one event and gives the acknowledgement. When it cannot be taken, a person who sees the acknowledgement is
 * told so; otherwise the platform is answered 500, so that it delivers again.
 */
export async function takeEvent(
  intake: Intake,
  platform: Platform,
  event: ChatEvent,
  log: (error: unknown) => void,
): Promise<HttpAnswer> {
  try {
    switch (event.kind) {
      case 'command':
        return platform.acknowledge(await takeCommand(intake, event));
      case 'vote':
        await takeVote(intake, event);
        return platform.acknowledge();
      case 'reason-wanted':
        await askReason(intake, event, () => platform.outbox());
        return platform.acknowledge();
      case 'ignored':
      case 'unsupported':
        return platform.acknowledge();
    }
  } catch (error) {
    log(error);
    if (event.kind !== 'command' || !event.answerable) return { status: 500 };
    return platform.acknowledge(NOT_TAKEN);
  }
}

const NOT_TAKEN = noticeView(
  'bad',
  ['It is not certain that this was taken.'],
  [['If no message about it appears within a minute, nothing was started: please ask again.']],
);
