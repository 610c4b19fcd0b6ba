import { CODE_SHOWN } from '../../../model/attachment';

/**
 * A card as JSON, in bytes of UTF-8. Teams takes messages of about 100 KB in UTF-16, and names 80 KB as safe; so even a
 * card of ASCII alone leaves 28 KB for the activity around it.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const CARD_BYTES = 26_000;

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views */
export const REFRESHED_USERS = 60;

/** Ours: longer addresses and lines of buttons are not sent at all, as cut ones would be others. */
export const ADDRESS = 1000;
export const BUTTON_LINE = 500;

/** Of a rejection's reason, as on Slack. */
export const REASON = 500;

/** How much of each part is shown at most. Nobody reads more in a chat. */
export const AMPLE = {
  lines: 20,
  facts: 20,
  lists: 4,
  items: 15,
  steps: 20,
  footers: 10,
  codeLines: 30,
  /** Characters of a line, of a title or label, and of code. */
  line: 600,
  title: 100,
  code: CODE_SHOWN,
  /** Differently formatted pieces of a line. */
  pieces: 40,
};

export type Room = typeof AMPLE;

/**
 * From all that is shown at most down to what always fits. More facts are kept than of anything else: nobody's long commit
 * message may hide from an approver what is asked.
 */
export const ROOMS = [AMPLE, ...[0.6, 0.35, 0.2, 0.1, 0.05].map(scaled)] as const;

function scaled(share: number): Room {
  const room = { ...AMPLE };
  for (const part of Object.keys(room) as (keyof Room)[]) room[part] = Math.max(1, Math.floor(AMPLE[part] * share));
  return { ...room, facts: Math.max(room.facts, 10), title: Math.max(room.title, 40) };
}

/** Ours, as on Slack: more choices make a text of it, so that the card still fits. */
export const CHOICES = 100;
export const INPUT_LENGTH = 3000;
