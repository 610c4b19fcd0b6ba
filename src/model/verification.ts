/** What one look at a target's health found. */
export type Verification =
  | { state: 'passed'; readings: Reading[] }
  | { state: 'failing'; readings: Reading[] }
  /** The service has no checks. */
  | { state: 'unchecked' };

export interface Reading {
  check: string;
  value: number | null;
  ok: boolean;
  /** Goes on after the check's name, e.g. `is 0.12, must be at most 0.05`. */
  text: string;
}
