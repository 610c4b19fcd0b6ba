import { AsyncLocalStorage } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import { type Attributes, type EndedSpan, type MetricName, type Sink } from './signals';
import { newPlace, placeOf, type SpanPlace } from './trace-parent';

/** From the first signal to the loading of what sends it, ms: that takes CPU which the first acknowledgements need. */
const PAUSE_MS = 1_000;
/** Signals kept until then; what comes after them is lost. */
const MOST_KEPT = 5_000;

/** A span that has not ended; `attributes` may be added to. */
interface OpenSpan extends SpanPlace {
  attributes: Attributes;
}

interface SpanOptions {
  kind: EndedSpan['kind'];
  attributes?: Attributes;
  /** A `traceparent` from elsewhere; without one the span stands in the one that is open here. */
  parent?: string;
}

let current: AsyncLocalStorage<OpenSpan> | undefined;
let open: (() => Promise<Sink>) | undefined;
let sink: Promise<Sink> | undefined;
let ready: Sink | undefined;
let kept: ((to: Sink) => void)[] = [];

/**
 * Spans and measurements of this process, as plain data. Off until it is turned on, and next to free then. What sends them
 * (OpenTelemetry's SDK) is loaded behind the first acknowledgements; what ended before that is kept for it.
 */
export const telemetry = {
  turnOn(opening: () => Promise<Sink>): void {
    current ??= new AsyncLocalStorage();
    open = opening;
  },

  /** The innermost span that is open here; undefined outside of any, and when nothing is sent. */
  get here(): OpenSpan | undefined {
    return current?.getStore();
  },

  /** Does the work inside a span, which is told when the work has ended. */
  async span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T> {
    if (!current) return work({ traceId: '', spanId: '', attributes: {} });
    const parent = placeOf(options.parent) ?? current.getStore();
    const span: OpenSpan = { ...newPlace(parent), attributes: { ...options.attributes } };
    const start = Date.now();
    const began = performance.now();
    try {
      return await current.run(span, () => work(span));
    } catch (thrown) {
      span.attributes['error.type'] = thrown instanceof Error ? thrown.name : 'Error';
      throw thrown;
    } finally {
      const end = start + performance.now() - began;
      this.tell({ ...span, name, kind: options.kind, parentSpanId: parent?.spanId, start, end });
    }
  },

  /** A span that was not open here: its work was done in several processes. */
  tell(span: EndedSpan): void {
    signal((to) => to.span(span));
  },

  measure(metric: MetricName, value: number, attributes: Attributes = {}): void {
    signal((to) => to.measure({ metric, value, attributes }));
  },

  /** Sends what there is; never throws. */
  async flush(): Promise<void> {
    if (open && kept.length > 0) load(open);
    await sink?.then(
      (opened) => opened.flush(),
      () => undefined,
    );
  },
};

function signal(give: (to: Sink) => void): void {
  if (!open) return;
  if (ready) return told(give, ready);
  if (kept.length < MOST_KEPT) kept.push(give);
  if (kept.length === 1) setTimeout(load, PAUSE_MS, open).unref();
}

/** A command does not fail because nobody could be told of it. */
function told(give: (to: Sink) => void, to: Sink): void {
  try {
    give(to);
  } catch (error) {
    process.emitWarning(`A signal was not taken: ${(error as Error).name}.`, 'CountersignTelemetry');
  }
}

function load(opening: () => Promise<Sink>): void {
  if (sink) return;
  sink = opening();
  sink.then(
    (opened) => {
      ready = opened;
      for (const give of kept.splice(0)) told(give, opened);
    },
    (error: unknown) => {
      open = undefined;
      sink = undefined;
      kept = [];
      process.emitWarning(`Nothing is measured: ${(error as Error).name} at loading.`, 'CountersignTelemetry');
    },
  );
}
