import { type GraphSettings } from './graph-settings';
import { type Answer } from './http/attempt';
import { checkUrl } from './http/check-url';
import { excerpt } from './http/excerpt';
import { type VendorHttp, type VendorRequest } from './http';
import { VendorError } from './vendor-error';

const VENDOR = 'Microsoft Graph';

/** Asks Graph as the app. `address` is below its own origin. @throws VendorError when it is not, or the address is unsafe */
export function graphCall({ url, token }: GraphSettings, http: VendorHttp) {
  const { origin } = checkUrl(VENDOR, url);
  return {
    origin,
    async send(address: string, { headers, ...request }: VendorRequest): Promise<Answer> {
      if (!URL.canParse(address) || new URL(address).origin !== origin) {
        // The token goes to where it was meant for, and nowhere else.
        throw new VendorError(`${VENDOR}: could not ${request.what}: its next page is elsewhere.`, VENDOR, false);
      }
      const bearer = await token(`${origin}/.default`).catch((cause: unknown) => {
        const why = excerpt(String((cause as Error).message));
        const message = `${VENDOR}: could not ${request.what}: the managed identity gives no token (${why}). Assign the app an identity.`;
        throw new VendorError(message, VENDOR, false, { cause });
      });
      return http.send(address, {
        ...request,
        headers: { accept: 'application/json', ...headers, authorization: `Bearer ${bearer}` },
      });
    },
  };
}
