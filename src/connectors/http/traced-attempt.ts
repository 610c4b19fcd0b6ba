import { BrokenCircuitError } from 'cockatiel';
import { telemetry } from '../../telemetry/telemetry';
import { traceparentOf } from '../../telemetry/trace-parent';
import { type VendorError } from '../vendor-error';
import { type Answer } from './attempt';

/** One attempt as a span whose place is sent along; of the address it says the host alone, since paths and queries may hold secrets. */
export function tracedAttempt(
  vendor: string,
  { host }: URL,
  method: string,
  send: (headers: Record<string, string>) => Promise<Answer | VendorError>,
): Promise<Answer | VendorError> {
  const attributes = { 'countersign.vendor': vendor, 'http.request.method': method, 'server.address': host };
  return telemetry.span(`${vendor} ${method}`, { kind: 'client', attributes }, async (span) => {
    const began = performance.now();
    const outcome = await send(telemetry.here ? { traceparent: traceparentOf(span) } : {});
    const trouble = troubleIn(outcome);
    if (!(outcome instanceof Error)) span.attributes['http.response.status_code'] = outcome.status;
    if (trouble) {
      span.attributes['error.type'] = trouble;
      telemetry.measure('countersign.vendor.errors', 1, { vendor, error: trouble });
    }
    telemetry.measure('countersign.vendor.duration', (performance.now() - began) / 1_000, { vendor });
    return outcome;
  });
}

/** A few words for what is wrong with the vendor; undefined where nothing is, though it may have refused what was asked. */
function troubleIn(outcome: Answer | VendorError): string | undefined {
  if (outcome instanceof Error) {
    if ((outcome.cause as Error | undefined)?.name === 'AbortError') return undefined;
    return outcome.cause instanceof BrokenCircuitError ? 'left_alone' : 'no_answer';
  }
  if (outcome.status === 429) return 'rate_limited';
  return outcome.status >= 500 ? 'server_error' : undefined;
}
