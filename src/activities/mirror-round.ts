import { type Origin } from '../model/command-request';
import { type MessageRef } from '../model/message-ref';
import { type Ballot, type View } from '../model/view';
import { ChatError } from '../platforms/chat-error';
import { type Dependencies } from './dependencies';
import { placesOf } from './places-of';
import { mirrorOnce } from './post-once';

/**
 * Shows a round in the other places of its channel, where the company file mirrors it, and binds each message to the
 * round. A platform that does not take it holds nothing up: the request can be decided where it was made.
 */
export async function mirrorRound(
  dependencies: Dependencies,
  origin: Origin,
  { instanceId, round, planHash }: Ballot,
  view: View,
): Promise<NonNullable<MessageRef['mirrors']>> {
  const mirrors = await Promise.all(
    mirrorPlaces(dependencies, origin).map(async (place) => {
      try {
        const message = await mirrorOnce(dependencies, instanceId, round, place, view);
        await dependencies.messages.bind(message, { instanceId, round, planHash });
        return [message];
      } catch (error) {
        if (error instanceof ChatError) return [];
        throw error;
      }
    }),
  );
  return mirrors.flat();
}

/** The channel's places on other platforms that we can speak on. Of private talk there are none. */
function mirrorPlaces(dependencies: Dependencies, { platform, channel, account }: Origin): Origin[] {
  const own = dependencies.company.channels.find(({ mirrored, places }) => mirrored && places[platform] === channel);
  return own ? placesOf(dependencies, own.name, account).filter((place) => place.platform !== platform) : [];
}
