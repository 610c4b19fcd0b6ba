import { type Answer } from './http/attempt';
import { excerpt } from './http/excerpt';
import { VendorError } from './vendor-error';

/** Parses an answer's JSON. @throws VendorError that tells an HTML page from a body cut short */
export function jsonOf<T>(vendor: string, what: string, { text, status }: Answer): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const html = /^\s*</.test(text);
    const found = html
      ? `a web page instead of JSON (${excerpt(text).slice(0, 100)}). Check that the address is the API's and that no proxy or sign-in page stands before it`
      : 'JSON that is cut short or broken. Try again';
    throw new VendorError(`${vendor}: could not ${what}: it answered ${status} with ${found}.`, vendor, !html, {
      cause,
      status,
    });
  }
}
