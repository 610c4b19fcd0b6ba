import { isNativeError } from 'node:util/types';

/** Failures before the first byte of a request: name, route, connection, TLS. */
const beforeSending = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The system error below what fetch threw, e.g. `ECONNREFUSED`; undefined when there is none. */
export function errorCode(error: unknown): string | undefined {
  if (!isNativeError(error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : errorCode(error.cause);
}

/** Whether the request certainly did not leave. Of several addresses (AggregateError) all must have failed so. */
export function neverSent(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const { code, errors } = error as NodeJS.ErrnoException & { errors?: unknown[] };
  if (errors) return errors.length > 0 && errors.every(neverSent);
  return typeof code === 'string' ? beforeSending.has(code) : neverSent(error.cause);
}
