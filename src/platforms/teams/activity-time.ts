import { asText, type JsonObject } from '../shared/read-json';

/** Our clock stands in where Teams' time cannot be read. */
export function activityTime(raw: JsonObject, now: Date): string {
  const told = asText(raw['timestamp']) ?? '';
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(told) ? told : now.toISOString();
}
