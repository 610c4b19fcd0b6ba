import { type ServiceLogs } from '../model/company';
import { type LogAnswer, type LogLevel } from '../model/log-answer';

/** Log port. Errors: VendorError, never a vendor's own. Whatever it hands over is masked. */
export interface LogSource {
  readonly name: ServiceLogs['source'];
  /** The newest lines of the window, and how many there are over its whole length. */
  query(query: LogQuery, signal?: AbortSignal): Promise<LogAnswer>;
}

export interface LogQuery {
  /** Which lines are the service's, as in the company file; its `{service}` and `{environment}` are filled in here. */
  logs: ServiceLogs;
  service: string;
  environment: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
  /** Only lines that contain this; upper and lower case alike, no character of it means anything special. */
  text?: string;
  /** This level and graver ones. */
  level?: LogLevel;
  /** At most so many lines, 1 to 4,999. */
  limit: number;
}
