/** Never what people typed, never a secret. Those of measurements have few values: no user, no version, no instance. */
export type Attributes = Record<string, string | number | boolean>;

/** A span that has ended. Times in milliseconds since 1970. */
export interface EndedSpan {
  name: string;
  kind: 'internal' | 'server' | 'client';
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  start: number;
  end: number;
  /** With `error.type`, a few words that are never an error's text, it failed. */
  attributes: Attributes;
}

export interface Measurement {
  metric: MetricName;
  value: number;
  attributes: Attributes;
}

/** Where signals go. */
export interface Sink {
  span(span: EndedSpan): void;
  measure(measurement: Measurement): void;
  /** Resolves when all of it was sent, or was given up. */
  flush(): Promise<void>;
}

export const METRICS = {
  'countersign.commands': { unit: '{command}', description: 'Commands that ended, by command and result.' },
  'countersign.ack.duration': { unit: 's', description: 'From a request of a platform to its acknowledgement.' },
  'countersign.approval.wait': { unit: 's', description: 'From the opening of an approval round to its decision.' },
  'countersign.action.duration': { unit: 's', description: 'From the start of an action to its end at the vendor.' },
  'countersign.audit.lag': { unit: 's', description: 'From a record that is ready to its entry in the audit log.' },
  'countersign.audit.failures': { unit: '{record}', description: 'Records that the audit log did not take.' },
  'countersign.vendor.duration': { unit: 's', description: 'One request to a vendor or to a chat platform.' },
  'countersign.vendor.errors': { unit: '{request}', description: 'Requests that failed for the vendor’s reasons.' },
  'countersign.vendor.circuit_opened': {
    unit: '{time}',
    description: 'A vendor failed so often that it is left alone.',
  },
} as const;

export type MetricName = keyof typeof METRICS;
