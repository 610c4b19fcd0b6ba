import { TransportError } from './transport-error';
import { type VendorError } from './vendor-error';

/** A whole answer of 4xx is a refusal, except 408, which says that the vendor waited for the end of the request. */
export function surelyNotTaken(failure: VendorError): boolean {
  if (failure instanceof TransportError) return !failure.mayHaveArrived;
  const { status } = failure;
  return status === undefined || (status >= 400 && status < 500 && status !== 408);
}
