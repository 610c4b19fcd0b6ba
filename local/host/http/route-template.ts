/** One compiled route template of ASP.NET Core's kind: `items/{category:alpha}/{id:int?}`, `raw/{*rest}`, `v{major}/x`. */
export interface RouteTemplate {
  /** The lower-case path when the template has no parameter. */
  literal: string | undefined;
  /** Orders templates: the more specific one has the smaller text. */
  precedence: string;
  /** The decoded parameters when the path (without leading slash, still percent-encoded) fits, else undefined. */
  match(path: string): Record<string, string> | undefined;
}

interface Parameter {
  name: string;
  fallback: string | undefined;
  constraints: ((value: string) => boolean)[];
}

const parameterPattern =
  /\{(\*{0,2})([^}:=?]+)((?::(?:[^{}()?=]+)(?:\((?:[^()]|\([^()]*\))*\))?)*)(?:=([^}?]*))?(\?)?\}/g;

/** Throws when a template has a constraint that ASP.NET Core does not know. */
export function compileRoute(template: string): RouteTemplate {
  const segments = template.split(/\/(?![^{]*\})/).filter((segment) => segment !== '');
  const parameters: Parameter[] = [];
  let source = '';
  let precedence = '';
  for (const segment of segments) {
    const { pattern, rank } = compileSegment(segment, template, parameters);
    source += pattern;
    precedence += rank;
  }
  if (parameters.length === 0) {
    const literal = segments.join('/').toLowerCase();
    return { literal, precedence, match: (path) => (path.toLowerCase() === literal ? {} : undefined) };
  }
  const expression = new RegExp(`^${source}$`, 'i');
  return {
    literal: undefined,
    precedence,
    match(path) {
      const found = expression.exec(`/${path}`);
      return found ? readParameters(parameters, found) : undefined;
    },
  };
}

function readParameters(parameters: Parameter[], found: RegExpExecArray): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [index, parameter] of parameters.entries()) {
    const raw = found[index + 1];
    const value = raw === undefined || raw === '' ? parameter.fallback : decode(raw);
    if (value === undefined) continue;
    if (!parameter.constraints.every((accepts) => accepts(value))) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

function compileSegment(segment: string, template: string, parameters: Parameter[]): { pattern: string; rank: string } {
  let last = 0;
  let pattern = '';
  let rank = '1';
  let omissible = false;
  for (const match of segment.matchAll(parameterPattern)) {
    const [whole, stars, name, constraintText, fallback, question] = match;
    const constraints = parseConstraints(constraintText ?? '', template);
    parameters.push({ name: name!, fallback, constraints });
    pattern += escape(segment.slice(last, match.index)) + (stars ? '(.*)' : '([^/]+)');
    omissible = question !== undefined || fallback !== undefined || stars !== '';
    rank = stars ? (constraints.length > 0 ? '4' : '5') : constraints.length > 0 ? '2' : '3';
    last = match.index + whole.length;
  }
  pattern += escape(segment.slice(last));
  return { pattern: omissible ? `(?:/${pattern})?` : `/${pattern}`, rank };
}

function parseConstraints(text: string, template: string): Parameter['constraints'] {
  return [...text.matchAll(/:([^:()]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/g)].map(([, name, argument]) => {
    const make = constraintKinds[name!.toLowerCase()];
    if (!make) throw new Error(`Route "${template}": the constraint "${name}" is not known.`);
    return make(argument ?? '');
  });
}

const byPattern = (pattern: RegExp) => () => (value: string) => pattern.test(value);
const byNumber = (test: (value: number, bounds: number[]) => boolean) => (argument: string) => {
  const bounds = argument.split(',').map(Number);
  return (value: string) => /^-?\d+$/.test(value) && test(Number(value), bounds);
};

const constraintKinds: Record<string, (argument: string) => (value: string) => boolean> = {
  alpha: byPattern(/^[a-z]+$/i),
  bool: byPattern(/^(true|false)$/i),
  int: byNumber((value) => value >= -2147483648 && value <= 2147483647),
  long: byPattern(/^-?\d+$/),
  decimal: byPattern(/^-?\d+(\.\d+)?$/),
  double: byPattern(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i),
  float: byPattern(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i),
  guid: byPattern(/^\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/i),
  datetime: () => (value) => !Number.isNaN(Date.parse(value)),
  required: () => (value) => value !== '',
  min: byNumber((value, [least]) => value >= least!),
  max: byNumber((value, [most]) => value <= most!),
  range: byNumber((value, [least, most]) => value >= least! && value <= most!),
  minlength: (argument) => (value) => value.length >= Number(argument),
  maxlength: (argument) => (value) => value.length <= Number(argument),
  length: (argument) => {
    const [least, most] = argument.split(',').map(Number);
    return (value) => value.length >= least! && value.length <= (most ?? least)!;
  },
  regex: (argument) => {
    const pattern = new RegExp(argument, 'i');
    return (value) => pattern.test(value);
  },
};

function escape(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A path that is not valid percent-encoding is passed as it came, as Kestrel does. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
