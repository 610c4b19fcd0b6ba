import { type Outbox } from '../platforms/platform';
import { telemetry } from './telemetry';

/** The same outbox, each of its calls a span: what a chat platform is told is a call to a vendor as any other. */
export function tracedOutbox(platform: string, outbox: Outbox): Outbox {
  const attributes = { 'countersign.vendor': platform };
  return new Proxy(outbox, {
    get(target, property) {
      const method: unknown = Reflect.get(target, property, target);
      if (typeof method !== 'function' || typeof property !== 'string') return method;
      return (...given: unknown[]) =>
        telemetry.span(`${platform} ${property}`, { kind: 'client', attributes }, async () => {
          const began = performance.now();
          try {
            return (await method.apply(target, given)) as unknown;
          } finally {
            telemetry.measure('countersign.vendor.duration', (performance.now() - began) / 1_000, { vendor: platform });
          }
        });
    },
  });
}
