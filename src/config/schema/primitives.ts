import * as z from 'zod/mini';

/** Text of one form. `allowed` is what an error says is allowed. */
export function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).check(z.regex(pattern, { error: allowed }));
}

/** A mapping with exactly these keys. */
export function section<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  return z.strictObject(shape, { error: `a mapping with ${Object.keys(shape).join(', ')}` });
}

/** A mapping from names to things of one kind. IDs begin with a letter, so that they keep their order in the file. */
export function byId<Value extends z.ZodMiniType>(value: Value) {
  return z.record(id, value, { error: 'a mapping from names to their settings' });
}

export function oneOrMore<Item extends z.ZodMiniType>(item: Item, allowed: string) {
  return z.union([item, z.array(item).check(z.minLength(1, { error: allowed }))], { error: allowed });
}

export const id = text(
  /^[a-z][a-z0-9._-]{0,62}$/,
  'a name of lower-case letters, digits, ".", "_" and "-" that begins with a letter',
);

export const words = z.string({ error: 'a text' }).check(z.minLength(1, { error: 'a text that is not empty' }));

export const httpUrl = text(/^https?:\/\/[^\s/]+\S*$/, 'an address that begins with http:// or https://');

export const timeZone = words.check(z.refine(isTimeZone, { error: 'a time zone such as Europe/Berlin' }));

/** The list is asked first: the first format of a process takes 20 ms, before which no command is acknowledged. */
function isTimeZone(name: string): boolean {
  if (Intl.supportedValuesOf('timeZone').includes(name)) return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export const duration = text(/^\d{1,5}[smhd]$/, 'a duration such as 30s, 10m, 2h or 1d');

/** Text in which `{environment}` and `{service}` are filled in. `kind` is what an error calls it. */
export function template(kind: string) {
  return words.check(
    z.refine((filled) => !/\{(?!environment\}|service\})\w+\}/.test(filled), {
      error: `${kind} with no other placeholder than {environment} and {service}`,
    }),
  );
}
