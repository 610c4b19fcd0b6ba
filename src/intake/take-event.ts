import { type ChatEvent } from '../model/chat-event';
import { type HttpAnswer, type Platform } from '../platforms/platform';
import { type View } from '../model/view';
import { noticeView } from '../views/notice-view';
import { askReason, askToType } from './ask-reason';
import { greet } from './greet';
import { type Intake } from './intake';
import { choicesFor } from './choices-for';
import { look } from './look';
import { openHome } from './open-home';
import { recordUnsupported } from './record-unsupported';
import { showForm } from './show-form';
import { takeCommand } from './take-command';
import { takeForm } from './take-form';
import { takePin } from './take-pin';
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
        return await platform.acknowledge(event, await takeCommand(intake, event, () => platform.outbox()));
      case 'form':
        return await platform.acknowledge(event, await takeForm(intake, event));
      case 'form-wanted':
      case 'form-changed':
        await showForm(intake, event, () => platform.outbox());
        return await platform.acknowledge(event);
      case 'choices-wanted':
        return platform.offer(await choicesFor(intake, event));
      case 'vote':
        return await platform.acknowledge(event, await seenAtHome(intake, event, await takeVote(intake, event)));
      case 'home-opened':
        await openHome(intake, event.key, event.origin);
        return await platform.acknowledge(event);
      case 'pin':
        return await platform.acknowledge(event, await takePin(intake, event));
      case 'look':
        return await platform.acknowledge(event, await look(intake, event.ballot));
      case 'greeting':
        await greet(intake, event);
        return await platform.acknowledge(event);
      case 'reason-wanted':
        await askReason(intake, event, () => platform.outbox());
        return await platform.acknowledge(event);
      case 'typing-wanted':
        await askToType(intake, event, () => platform.outbox());
        return await platform.acknowledge(event);
      case 'unsupported':
        if (event.from) recordUnsupported(intake, event.reason, event.from);
        return await platform.acknowledge(event);
      case 'ignored':
        return await platform.acknowledge(event);
    }
  } catch (error) {
    log(error);
    return isAnswered(event) ? await platform.acknowledge(event, NOT_TAKEN) : { status: 500 };
  }
}

/** Whether somebody sees the acknowledgement. */
export function isAnswered(event: ChatEvent): boolean {
  if (event.kind === 'look' || event.kind === 'unsupported') return true;
  return 'answerable' in event && event.answerable === true;
}

/** Whoever votes on their own page sees it change. */
async function seenAtHome(
  intake: Intake,
  { key, origin }: Extract<ChatEvent, { kind: 'vote' }>,
  answer: View | undefined,
): Promise<View | undefined> {
  if (origin.personal === 'page') await openHome(intake, key, origin);
  return answer;
}

const NOT_TAKEN = noticeView(
  'bad',
  ['It is not certain that this was taken.'],
  [['If no message about it appears within a minute, nothing was started: please ask again.']],
);
