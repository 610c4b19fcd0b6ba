import { type Answer } from './http/attempt';
import { excerpt } from './http/excerpt';
import { VendorError } from './vendor-error';

/** A whole answer that is not the one hoped for, told in the vendor's words and with what to do about it. */
export function refusal(
  vendor: string,
  what: string,
  { status, text }: Pick<Answer, 'status' | 'text'>,
  advice: string,
): VendorError {
  const said = excerpt(text);
  const message = `${vendor}: could not ${what}: it answered ${status}${said && ` (${said})`}. ${advice}`;
  return new VendorError(message, vendor, status === 429 || status >= 500, { status });
}
