import { type Origin } from '../../model/command-request';

/** A person's App Home, which is in no channel. Answers that were whispered there go to the direct messages with them. */
export function ownPage<Who extends Pick<Origin, 'account'>>(who: Who): Who & Pick<Origin, 'channel' | 'personal'> {
  return { ...who, channel: who.account, personal: 'page' };
}
