/** The platform did not take what we said. The message names the call and the platform's own error code. */
export class ChatError extends Error {
  override name = 'ChatError';
  constructor(
    message: string,
    /** The platform's code, e.g. `channel_not_found`. */
    readonly code: string,
    /** Whether the same call may well work later. */
    readonly temporary: boolean,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
