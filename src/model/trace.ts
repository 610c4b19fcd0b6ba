/**
 * Where in a trace an instance belongs. Whoever starts it puts this into its input; orchestrators hand it on to what they call
 * and make nothing of it, so that a replay makes no span again.
 */
export interface Trace {
  /** The parent of all that the instance does, as W3C Trace Context writes it. */
  traceparent: string;
  /** The span that started the instance. `traceparent` then names the instance's own span, which is told when it has ended. */
  startedBy?: string;
}
