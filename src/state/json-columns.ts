import { fromTextColumns, toTextColumns } from './text-columns';

/** Spreads a value, as JSON, over properties. */
export function toJsonColumns(name: string, value: unknown): Record<string, string> {
  return toTextColumns(name, JSON.stringify(value ?? null));
}

/** The value that `toJsonColumns` spread; undefined when the row has none by that name. */
export function fromJsonColumns<T>(name: string, row: Record<string, unknown>): T | undefined {
  const text = fromTextColumns(name, row);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
