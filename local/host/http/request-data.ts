import type { IncomingMessage } from 'node:http';
import type { TypedData } from '../worker/rpc';

type Nullable = Record<string, { value: string; string: 'value' }>;

const identities = Object.freeze([
  {
    claims: [],
    authenticationType: null,
    nameClaimType: { value: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', string: 'value' },
    roleClaimType: { value: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', string: 'value' },
  },
]);

/** The HTTP trigger's data as Microsoft's host sends it (recordings worker-invocation-*): the values are in the `nullable…` maps. */
export interface HttpRequestData {
  method: string;
  url: string;
  nullableHeaders: Nullable;
  nullableQuery: Nullable;
  nullableParams: Nullable;
  body: TypedData | null;
}

export function httpRequestData(
  request: IncomingMessage,
  query: string,
  params: Record<string, string>,
  body: Buffer | undefined,
): HttpRequestData & Record<string, unknown> {
  const nullableHeaders = readHeaders(request.rawHeaders);
  return {
    identities,
    cookies: [],
    headers: {},
    params: {},
    query: {},
    nullableHeaders,
    nullableParams: nullable(params),
    nullableQuery: query === '' ? {} : readQuery(query),
    method: request.method!,
    url: `http://${nullableHeaders['host']?.value ?? '127.0.0.1'}${request.url}`,
    body: body === undefined ? null : { bytes: body, data: 'bytes' },
    statusCode: '',
    enableContentNegotiation: false,
    rawBody: null,
  };
}

/**
 * The HTTP trigger's metadata. The SDK looks at it only when it streams, so it is made when asked for: query values
 * (the last of each), the properties of a JSON body, route parameters, then `Query` and `Headers` as JSON.
 */
export function httpTriggerMetadata(data: HttpRequestData): Record<string, TypedData> {
  const query = Object.fromEntries(
    Object.entries(data.nullableQuery).map(([name, { value }]) => [name, value.slice(value.lastIndexOf(',') + 1)]),
  );
  const metadata: Record<string, TypedData> = {};
  for (const [name, value] of [...Object.entries(jsonProperties(data.body)), ...Object.entries(query)])
    metadata[name] = { string: value, data: 'string' };
  for (const [name, { value }] of Object.entries(data.nullableParams))
    metadata[name] = { string: value, data: 'string' };
  const headers = Object.entries(data.nullableHeaders).map(([name, { value }]) => [titleCase(name), value] as const);
  metadata['Query'] = { json: JSON.stringify(query), data: 'json' };
  metadata['Headers'] = { json: JSON.stringify(Object.fromEntries(headers)), data: 'json' };
  return metadata;
}

function readHeaders(raw: string[]): Nullable {
  const headers = Object.create(null) as Nullable;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const known = headers[name];
    if (known) known.value += `${name === 'cookie' ? '; ' : ', '}${raw[index + 1]}`;
    else headers[name] = { value: raw[index + 1]!, string: 'value' };
  }
  return headers;
}

/** A repeated key is joined with a comma. */
function readQuery(query: string): Nullable {
  const values = Object.create(null) as Nullable;
  for (const [name, value] of new URLSearchParams(query)) {
    const known = values[name];
    if (known) known.value += `,${value}`;
    else values[name] = { value, string: 'value' };
  }
  return values;
}

function nullable(values: Record<string, string>): Nullable {
  const result: Nullable = {};
  for (const name in values) result[name] = { value: values[name]!, string: 'value' };
  return result;
}

function jsonProperties(body: TypedData | null): Record<string, string> {
  if (!body?.bytes) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body.bytes).toString());
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return {};
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  } catch {
    return {};
  }
}

function titleCase(header: string): string {
  return header.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
