import { isObject, type Json } from '../block-kit/check';
import { invalidArguments, missing, SlackError } from './slack-error';

/** A method's arguments, from a form (all strings, JSON inside some) or from a JSON body. Empty strings count as absent. */
export class Arguments {
  constructor(readonly given: Json) {}

  has(name: string): boolean {
    const value = this.given[name];
    return value !== undefined && value !== null && value !== '';
  }

  text(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.given[name];
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw invalidArguments(`must provide a string [json-pointer:/${name}]`);
  }

  /** @throws SlackError `invalid_arguments` naming the field */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  boolean(name: string): boolean {
    const value = this.given[name];
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  integer(name: string, otherwise: number): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    if (!/^\d+$/.test(text)) throw invalidArguments(`must provide an integer [json-pointer:/${name}]`);
    return Number(text);
  }

  /** IDs separated by commas, or as an array. */
  list(name: string): string[] {
    const value = this.given[name];
    const items = Array.isArray(value)
      ? value.map(String)
      : (this.text(name) ?? '').replace(/[[\]"\s]/g, '').split(',');
    return items.filter(Boolean);
  }

  /** A structured argument. @throws SlackError with `code` when it is not JSON */
  json(name: string, code: string): unknown {
    if (!this.has(name)) return undefined;
    const value = this.given[name];
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError(code);
    }
  }
}

/** Reads a request's body. @throws SlackError when it is not what its content type says */
export function readArguments(contentType: string, body: string): Json {
  if (contentType.startsWith('application/json')) {
    const parsed = parse(body);
    if (!isObject(parsed)) throw new SlackError('json_not_object');
    return parsed;
  }
  if (body && !contentType.startsWith('application/x-www-form-urlencoded')) throw new SlackError('invalid_post_type');
  return Object.fromEntries(new URLSearchParams(body));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SlackError('invalid_json');
  }
}
