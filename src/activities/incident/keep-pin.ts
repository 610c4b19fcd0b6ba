import { type Origin } from '../../model/command-request';
import { type Durable } from '../../model/durable';
import { type SaidMessage } from '../../model/said-message';
import { ChatError } from '../../platforms/chat-error';
import { keptText } from '../../policy/kept-text';
import { personOf } from '../../policy/person-of';
import { type Dependencies } from '../dependencies';

/** A message that somebody marked, or marks no more. */
export interface Pin {
  instanceId: string;
  /** Incident. */
  incident: string;
  /** Person. */
  by: string;
  /** The platform's ID of the message. */
  message: string;
  added: boolean;
  /** ISO 8601. */
  at: string;
  origin: Origin;
  /** What it says, as a timeline keeps it, where the platform told it. */
  said?: SaidMessage;
}

/** Adds what a marked message says to its incident. One that is gone, or that we may not read, is left out. */
export function keepPin(dependencies: Dependencies) {
  return async (
    { instanceId: id, incident, by, message, added, at, origin, said: told }: Pin,
    durable: Durable,
  ): Promise<void> => {
    const rows = await dependencies.incidents.get(incident);
    if (!rows) return;
    const said = added ? (told ?? (await read(dependencies, origin, message))) : undefined;
    if (added && !said) return;
    const author = said && personOf(dependencies.company, dependencies.tenants, { ...origin, account: said.account });
    const marked = { id: message, at: said?.at ?? at, ...(author && { author: author.id }) };
    const input = {
      id,
      kind: added ? ('pin' as const) : ('unpin' as const),
      by,
      at,
      text: said?.text ?? '',
      origin,
      marked,
    };
    await dependencies.incidents.add(incident, input, rows.story.reopened);
    await durable.wake(incident);
  };
}

async function read(dependencies: Dependencies, origin: Origin, message: string): Promise<SaidMessage | undefined> {
  const { outbox } = dependencies;
  try {
    const said = await (await outbox(origin.platform)).read?.({ channel: origin.channel, message });
    return said && { ...said, text: keptText(dependencies, origin, said.text) };
  } catch (error) {
    if (!(error instanceof ChatError) || error.temporary) throw error;
    return undefined;
  }
}
