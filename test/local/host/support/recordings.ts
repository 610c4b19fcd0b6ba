import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Json } from './json';

const root = join(__dirname, '../../../..');
const kept = join(root, 'test/fixtures/functions-host');

/** A recording of Microsoft's host: the copy in the repository, without what only .NET or the transport added; the longest are packed. */
export function findRecording(name: string): Json {
  const file = join(kept, `${name}.json`);
  return JSON.parse(existsSync(file) ? readFileSync(file, 'utf8') : gunzipSync(readFileSync(`${file}.gz`)).toString());
}

/** `it` with a recording, which its name tells. */
export function goldenTest(name: string, title: string, test: (recording: Json) => Promise<void>): void {
  it(`${title} (recording ${name})`, () => test(findRecording(name)));
}

const guid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?/g;

/** Replaces what differs from run to run: times, IDs, keys, hosts and the places of code; and drops the named fields. */
export function normalise(value: unknown, drop: readonly string[] = []): Json {
  const ids = new Map<string, string>();
  const text = (input: string): string =>
    input
      .replaceAll(time, '<time>')
      .replaceAll(guid, (id) => {
        const known = ids.get(id) ?? `<id${ids.size}>`;
        ids.set(id, known);
        return known;
      })
      .replaceAll(/code=[\w<>-]+/g, 'code=<key>')
      .replaceAll(/http:\/\/(127\.0\.0\.1|localhost):\d+/g, '<host>')
      .replaceAll(/\(?(?:file:\/\/)?(?:<root>)?\/[\w@./-]*\/([\w.-]+):\d+:\d+\)?/g, '$1')
      .replaceAll('<root>/src/host', '/src/host')
      .replaceAll(/(Trigger|Input|Output)[0-9a-f]{10}\b/g, '$1<random>')
      .replaceAll(/-[a-z0-9]{8}\b(?=n?$|[:?/& "])/g, '-<run>');
  const walk = (input: unknown): unknown => {
    if (typeof input === 'string') return text(input);
    if (Array.isArray(input)) return input.map(walk);
    if (input === null || typeof input !== 'object') return input;
    return Object.fromEntries(
      Object.entries(input)
        .filter(([key, inner]) => !drop.includes(key) && inner !== undefined)
        .map(([key, inner]) => [text(key), walk(inner)]),
    );
  };
  return walk(value);
}
