/** Alerting port. Errors: VendorError. */
export interface Alerts {
  readonly name: string;
  /** What fires now, neither silenced nor inhibited, with all these labels; longest first. */
  firing(labels: Record<string, string>, signal?: AbortSignal): Promise<FiringAlert[]>;
}

export interface FiringAlert {
  name: string;
  severity?: string;
  summary?: string;
  /** ISO 8601. */
  since: string;
  labels: Record<string, string>;
  /** The rule in the system that raised it. */
  link?: string;
}
