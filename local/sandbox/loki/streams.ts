import { type DemoLine, demoLines, demoSources } from '../logs/demo-logs';
import { detectLevel } from './detect-level';

export interface Entry {
  /** Of its stream, with `detected_level`. */
  labels: Record<string, string>;
  /** ns since 1970 */
  time: bigint;
  line: string;
}

interface Pushed {
  labels: Record<string, string>;
  entries: { time: bigint; line: string }[];
}

/** The demo company's lines, and whatever was pushed. */
export class Streams {
  private readonly pushed = new Map<string, Pushed>();

  constructor(private readonly seed: number | undefined) {}

  push(labels: Record<string, string>, entries: Pushed['entries']): void {
    const key = JSON.stringify(Object.entries(labels).sort());
    const stream = this.pushed.get(key) ?? { labels, entries: [] };
    stream.entries.push(...entries);
    stream.entries.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    this.pushed.set(key, stream);
  }

  count(): number {
    return this.pushed.size;
  }

  /** Oldest first within each stream; `from` inclusive, `to` exclusive, ns. */
  *select(isWanted: (labels: Record<string, string>) => boolean, from: bigint, to: bigint): Generator<Entry> {
    for (const { labels, entries } of this.pushed.values())
      if (isWanted(labels))
        for (const { time, line } of entries)
          if (time >= from && time < to)
            yield { labels: { ...labels, detected_level: detectLevel(labels, line) }, time, line };
    if (this.seed === undefined) return;
    for (const source of demoSources) {
      const { service, environment, pod } = source;
      const labels = { app: service, environment, namespace: environment, pod, service_name: service };
      if (!isWanted(labels)) continue;
      for (const line of demoLines(source, this.seed, milliseconds(from), milliseconds(to)))
        yield new DemoEntry({ ...labels, detected_level: line.level }, line);
    }
  }
}

/** The first millisecond that is not before. */
function milliseconds(time: bigint): number {
  return Number((time + 999_999n) / 1_000_000n);
}

/** Their text is worked out only where it is looked at; it says its level in ways that `detectLevel` knows. */
class DemoEntry implements Entry {
  readonly time: bigint;

  constructor(
    readonly labels: Record<string, string>,
    private readonly of: DemoLine,
  ) {
    this.time = BigInt(of.time) * 1_000_000n;
  }

  get line(): string {
    return this.of.text;
  }
}
