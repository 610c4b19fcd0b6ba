/** A vendor did not do what was asked. The message names vendor, what was tried and what to do; it holds no secret. */
export class VendorError extends Error {
  override name = 'VendorError';
  constructor(
    message: string,
    readonly vendor: string,
    /** Whether the same call may well work later. */
    readonly temporary: boolean,
    options?: { cause?: unknown; status?: number },
  ) {
    super(message, { cause: options?.cause });
    this.status = options?.status;
  }
  readonly status: number | undefined;
}
