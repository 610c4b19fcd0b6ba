import { BrokenRow } from '../model/broken-row';
import { fromTextColumns, toTextColumns } from './text-columns';

/**
 * Spreads a value, as JSON, over properties. Only ASCII is sent: Azurite 3.35 breaks characters of more than one byte
 * that happen to lie across two chunks of a request.
 */
export function toJsonColumns(name: string, value: unknown): Record<string, string> {
  const json = JSON.stringify(value ?? null);
  return toTextColumns(
    name,
    json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** The value that `toJsonColumns` spread; undefined when the row has none by that name. Throws BrokenRow. */
export function fromJsonColumns<T>(name: string, row: Record<string, unknown>): T | undefined {
  const text = fromTextColumns(name, row);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    // What JSON.parse says quotes the text, which may be what somebody typed.
    throw new BrokenRow(`${name} of the row ${String(row['partitionKey'])} ${String(row['rowKey'])} is no JSON.`);
  }
}
