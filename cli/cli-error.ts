/** Told to the user as it stands, without a stack. */
export class CliError extends Error {
  override name = 'CliError';
  constructor(
    message: string,
    /** One of EXIT. */
    readonly code: number,
  ) {
    super(message);
  }
}
