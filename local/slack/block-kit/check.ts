/** One thing wrong, in Slack's words, and the JSON pointer to it. */
export interface Problem {
  message: string;
  pointer: string;
}

/** @returns every problem found in the value; none when it is right */
export type Check = (value: unknown, pointer: string) => Problem[];
export type Fields = Record<string, Check>;
export type Json = Record<string, unknown>;

/*
 * The wordings are those of the JSON Schema validator that Slack published,
 * https://github.com/slackhq/hack-json-schema/tree/main/src/Constraints, and of answers of slack.com kept in public issues.
 */

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const problem = (message: string, pointer: string): Problem[] => [{ message, pointer }];

export function text(maximum: number, minimum = 1): Check {
  return (value, pointer) => {
    if (typeof value !== 'string') return problem('must provide a string', pointer);
    const length = [...value].length;
    if (length > maximum) return problem(`must be less than ${maximum + 1} characters`, pointer);
    if (length < minimum) return problem(`must be more than ${minimum - 1} characters`, pointer);
    return [];
  };
}

export const matching =
  (pattern: RegExp, what: string): Check =>
  (value, pointer) =>
    typeof value === 'string' && pattern.test(value) ? [] : problem(`input must be a valid: ${what}`, pointer);

export const boolean: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : problem('must be a boolean', pointer);

export const integer =
  (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Check =>
  (value, pointer) => {
    if (!Number.isInteger(value)) return problem('must provide an integer', pointer);
    if ((value as number) < minimum) return problem(`must be greater than ${minimum - 1}`, pointer);
    return (value as number) > maximum ? problem(`must be less than ${maximum + 1}`, pointer) : [];
  };

export const oneOf =
  (...allowed: unknown[]): Check =>
  (value, pointer) =>
    allowed.includes(value) ? [] : problem('must be a valid enum value', pointer);

export function array(item: Check, maximum: number, minimum = 1): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return problem('must provide an array', pointer);
    if (value.length > maximum) return problem(`no more than ${maximum} items allowed`, pointer);
    if (value.length < minimum) return problem(`must provide at least ${minimum} items`, pointer);
    return value.flatMap((entry, index) => item(entry, `${pointer}/${index}`));
  };
}

/** An object with these fields and no others. */
export function object(
  required: Fields,
  optional: Fields = {},
  rule?: (value: Json, pointer: string) => Problem[],
): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problem('must provide an object', pointer);
    const missing = Object.keys(required).filter((name) => !(name in value));
    const unknown = Object.keys(value).filter((name) => !(name in required) && !(name in optional));
    return [
      ...missing.flatMap((name) => problem(`missing required field: ${name}`, pointer)),
      ...unknown.flatMap((name) => problem(`invalid additional property: ${name}`, pointer)),
      ...Object.entries({ ...required, ...optional }).flatMap(([name, check]) =>
        name in value ? check(value[name], `${pointer}/${name}`) : [],
      ),
      ...(rule?.(value, pointer) ?? []),
    ];
  };
}

/** An object whose `type` says which check holds. */
export function byType(checks: Fields): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problem('must provide an object', pointer);
    if (!('type' in value)) return problem('missing required field: type', pointer);
    const check = typeof value.type === 'string' && Object.hasOwn(checks, value.type) ? checks[value.type] : undefined;
    return check ? check(value, pointer) : problem(`unsupported type: ${String(value.type)}`, `${pointer}/type`);
  };
}

/** Says first, as Slack does where several schemas are possible, that none fits. */
export const orNoneFits =
  (check: Check): Check =>
  (value, pointer) => {
    const problems = check(value, pointer);
    return problems.length ? [...problem('failed to match all allowed schemas', pointer), ...problems] : [];
  };
