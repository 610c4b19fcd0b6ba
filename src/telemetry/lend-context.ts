import { context, type Context, propagation, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { telemetry } from './telemetry';
import { traceparentOf } from './trace-parent';

/**
 * Tells OpenTelemetry's API where in a trace the code is, for `durable-functions`, which asks it at each start of an instance and sends
 * `traceparent` along: so spans that Azure's own host makes of an orchestration are in the trace of the command. The API is loaded with
 * `durable-functions` anyway.
 */
export function lendContext(): void {
  context.setGlobalContextManager({
    active: () => {
      const { here } = telemetry;
      return here ? trace.setSpanContext(ROOT_CONTEXT, { ...here, traceFlags: TraceFlags.SAMPLED }) : ROOT_CONTEXT;
    },
    with: (_, work, self, ...given) => work.call(self, ...given),
    bind: (_, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  propagation.setGlobalPropagator({
    inject(active: Context, carrier, setter) {
      const place = trace.getSpanContext(active);
      if (place) setter.set(carrier, 'traceparent', traceparentOf(place));
    },
    extract: (active) => active,
    fields: () => ['traceparent'],
  });
}
