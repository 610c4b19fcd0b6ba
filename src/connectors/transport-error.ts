import { VendorError } from './vendor-error';

/** No usable answer came: connection, time-out, cancelled, circuit open, body cut off. */
export class TransportError extends VendorError {
  override name = 'TransportError';
  constructor(
    message: string,
    vendor: string,
    /** False only when the request certainly never reached the vendor. */
    readonly mayHaveArrived: boolean,
    cause?: unknown,
  ) {
    super(message, vendor, true, { cause });
  }
}
