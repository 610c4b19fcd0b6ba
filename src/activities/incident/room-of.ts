import { type Origin } from '../../model/command-request';
import { type Incident, type IncidentProgress } from '../../model/incident';

/** Where an incident is talked about: its own channel, else where it was opened; nowhere, of a private one without. */
export function roomOf({ origin, private: hidden }: Incident, { channel }: IncidentProgress): Origin | undefined {
  const room = channel?.made?.id;
  if (room) return { ...origin, channel: room, channelName: undefined, thread: undefined };
  return hidden ? undefined : origin;
}
