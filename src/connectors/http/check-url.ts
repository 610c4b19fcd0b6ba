import { VendorError } from '../vendor-error';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Parses an address that a token may be sent to: https anywhere, http on loopback only.
 * @throws VendorError that names scheme and host at most, since addresses may carry credentials
 */
export function checkUrl(vendor: string, address: string): URL {
  if (!URL.canParse(address))
    throw new VendorError(`${vendor}: its address is not a URL; correct the setting.`, vendor, false);
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))) return url;
  const found = `${url.protocol}//${url.host}`;
  throw new VendorError(`${vendor}: ${found} is not safe; use https (plain http is for loopback only).`, vendor, false);
}
