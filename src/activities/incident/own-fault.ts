import { inspect } from 'node:util';
import { StorageError } from '../../state/storage-error';

/**
 * What to make of an error that neither a vendor nor a chat has told: it is ours, goes to the log, and may be mended by the next try.
 * Throws that of a store: without its rows nothing can be kept, and who called tries again.
 */
export function ownFault(what: string, error: unknown): { temporary: true; message: string } {
  if (error instanceof StorageError) throw error;
  process.emitWarning(`${what} failed inside: ${inspect(error, { depth: 4 })}`, 'CountersignIncident');
  return { temporary: true, message: 'An error inside the bot; its log has it.' };
}
