import fc from 'fast-check';
import { nasty } from '../hostile/corpus';
import { type Wire } from './ask';
import { type Door } from './doors';

const MIB = 1024 * 1024;
const text = (value: string) => Buffer.from(value);

/** Bodies that nobody writes, whatever they are for. */
const junk: fc.Arbitrary<Buffer> = fc.oneof(
  nasty.map(text),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.integer({ min: 1, max: 200_000 }).map((depth) => text('['.repeat(depth))),
  fc.integer({ min: 1, max: 50_000 }).map((depth) => text('{"event":'.repeat(depth) + '1' + '}'.repeat(depth))),
  fc
    .constantFrom(
      ...['', '\ufeff{}', 'null', '0', '""', '[]', '{}', '{"type":1e999}', 'payload=', 'payload=%00', '%', '&&='],
    )
    .map(text),
  fc.constantFrom(64 * 1024 + 1, MIB, MIB + 1).map((size) => Buffer.alloc(size, 'a')),
  fc.constantFrom(...['{}', '{"event":{"text":"é"}}']).map((value) => Buffer.from(value, 'utf16le')),
  fc.constant(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom<unknown>(null, true, -0, 1e308, [], {}, [[]], [null], { id: {} }, '1.2', '9'.repeat(400)),
  fc.constantFrom<unknown>(
    'x'.repeat(30_000),
    Array.from({ length: 2_000 }, () => ({})),
  ),
);
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'type',
  'id',
  'event',
  'user',
  'channel',
  'actions',
  'view',
  'data',
];

/** What is genuine, with one thing in it changed, or one more in it. */
function bent(genuine: object): fc.Arbitrary<unknown> {
  const places = placesIn(genuine);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom(...places), leaf).map(([place, value]) => withAt(genuine, place, value)),
    },
    fc
      .tuple(fc.constantFrom(...NAMES), leaf)
      .map(([name, value]) => Object.fromEntries([...Object.entries(genuine), [name, value]])),
    fc.constant(JSON.parse(JSON.stringify(genuine).replace('{', '{"__proto__":{"admin":true,"text":"x"},')) as unknown),
  );
}

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...placesIn(inner, [...path, name])]);
}

function withAt(value: unknown, [name = '', ...rest]: string[], put: unknown): unknown {
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) };
  copy[name] = rest.length ? withAt(copy[name], rest, put) : put;
  return copy;
}

/** A body that this door may be brought: genuine but for one thing, cut off, or junk. */
export function bodyFor({ genuine, encode }: Door): fc.Arbitrary<Buffer> {
  if (!genuine) return fc.oneof({ weight: 3, arbitrary: fc.constant(Buffer.alloc(0)) }, junk);
  return fc.oneof(
    { weight: 4, arbitrary: bent(genuine).map(encode) },
    fc.nat(100).map((share) => encode(genuine).subarray(0, (encode(genuine).length * share) / 100)),
    { weight: 2, arbitrary: junk },
  );
}

/** Characters that a header can hold, so that it stays one. */
const headerValue = nasty.map((value) => value.replaceAll(/[\r\n\0]/g, ' '));
const TYPES = [
  ...['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/xml', ''],
  ...['application/json; charset=utf-16', 'multipart/form-data; boundary=', 'APPLICATION/JSON;;;', 'a'.repeat(4_000)],
];

/** Headers beside those that make a request genuine. */
export const besides: fc.Arbitrary<Wire['headers']> = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('content-type'), fc.constantFrom(...TYPES)),
    fc.tuple(fc.constant('content-encoding'), fc.constantFrom('gzip', 'br', 'deflate', 'x')),
    fc.tuple(
      fc.constantFrom('x-forwarded-host', 'x-original-url', 'traceparent', 'cookie', 'origin', 'range', 'accept'),
      headerValue,
    ),
    fc.tuple(fc.constantFrom('__proto__', 'constructor', 'x-slack-retry-num', 'x-http-method-override'), headerValue),
    fc.constant<[string, string]>(['upgrade', 'websocket']),
  ),
  { maxLength: 3 },
);

const query = fc.oneof(
  fc.constantFrom(
    '',
    '?',
    '?code=x',
    '?code=%ff',
    '?code=%E2%80%A8é',
    '?code=a&code=b',
    '?from=x',
    '?to=%00',
    '?wait=0&revision=%00',
  ),
  fc.constantFrom(
    '?format=__proto__',
    '?after=main-1,',
    '?from=9999999-01-01',
    '?from=%2B275760-09-13',
    '?after=%',
    '?kind=constructor',
  ),
  nasty.map((value) => `?code=${encodeURIComponent(wellFormed(value))}&from=${encodeURIComponent(wellFormed(value))}`),
);

function wellFormed(value: string): string {
  return Buffer.from(value).toString();
}

const TRICKS: ((path: string) => string)[] = [
  (path) => path,
  (path) => path.toUpperCase(),
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replace('/api/', '/api/x/../'),
  (path) => path.replace('/api/', '/api/%2e%2e/api/'),
  (path) => path.replace('/api/', '/api//'),
  (path) => path.replace(/[^/?]+(?=\?|$)/, '%00'),
  (path) => path.replace(/[^/?]+(?=\?|$)/, '%zz'),
  (path) => path.replace(/[^/?]+(?=\?|$)/, '__proto__'),
  (path) => path.replace(/[^/?]+(?=\?|$)/, 'constructor'),
  (path) => path.replace(/[^/?]+(?=\?|$)/, 'x'.repeat(8_000)),
  (path) => path.replace('/api/', '/admin/'),
  (path) => path.replace(/\/api\/.*/, '/runtime/webhooks/durabletask/instances?taskHub=Countersign&code=x'),
  (path) => path.replace(/\/api\/.*/, '/runtime/webhooks/durabletask/orchestrators/runCommand?code=%ff'),
];

/** The address of a door, or one like it. */
export function pathFor({ path }: Door): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(path) },
    fc.tuple(fc.constantFrom(...TRICKS), query).map(([trick, ask]) => trick(path.replace(/\?.*/, '')) + ask),
  );
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'X',
  'get',
];

/** What is no request at all, or two at once. */
export function broken(door: Door): fc.Arbitrary<Wire> {
  return fc.record({
    method: fc.constantFrom(...METHODS),
    path: fc.oneof(
      pathFor(door),
      nasty.map((value) => `/api/${value}`),
    ),
    headers: fc.array(
      fc.oneof(
        fc.tuple(
          fc.constantFrom('content-length', 'transfer-encoding', 'host', 'expect'),
          fc.constantFrom('', '-1', '1e9', '999999999', 'chunked', 'chunked, x', '100-continue', 'a@b'),
        ),
        fc.tuple(fc.constantFrom('x-functions-key', 'authorization', 'x-slack-signature', 'cookie'), nasty),
        fc.constant<[string, string]>(['x-long', 'a'.repeat(20_000)]),
      ),
      { maxLength: 4 },
    ),
    body: junk,
    ends: fc.constant<true>(true),
  });
}

/** Another one than what makes a request genuine. PagerDuty sends several signatures, of which one has to be right. */
export const forgery = fc.constantFrom<(headers: Wire['headers']) => Wire['headers']>(
  () => [],
  (headers) => headers.map(([name, value]) => [name, isProof(name) ? '' : value]),
  (headers) => headers.map(([name, value]) => [name, isProof(name) ? `${value.slice(0, -6)}AAAAAA` : value]),
  (headers) =>
    headers.flatMap(([name, value]): Wire['headers'] => {
      if (!isProof(name)) return [[name, value]];
      return name === 'x-pagerduty-signature'
        ? [[name, 'x']]
        : [
            [name, 'x'],
            [name, value],
          ];
    }),
);

const isProof = (name: string) => /signature|authorization|key/.test(name);
