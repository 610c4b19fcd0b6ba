import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from './openapi-to-json-schema';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: object;
}
interface Reference {
  $ref: string;
}
interface Body {
  required?: boolean;
  content?: Record<string, { schema?: object }>;
}
interface Operation {
  parameters?: (Parameter | Reference)[];
  requestBody?: Body;
  responses: Record<string, Body | Reference>;
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

const file = join(__dirname, '../fixtures/github/openapi.json');
const api = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
const ajv = new Ajv({ allErrors: true, strict: false, formats: { repo: true, int64: true } });
addFormats(ajv);
ajv.addSchema({ $id: 'github', components: toJsonSchema(api.components) as object });

/** Parameters that hold slashes: `git/ref/tags/v1`, `compare/a...b`, `contents/a/b.sql`. */
const multiSegment = new Set(['ref', 'basehead', 'branch', 'tag', 'path']);
const routes = Object.keys(api.paths)
  .map((template) => ({
    template,
    literals: template.replace(/\{\w+\}/g, '').length,
    pattern: new RegExp(
      `^${template.replace(/\{(\w+)\}/g, (_, name: string) => (multiSegment.has(name) ? '(.+)' : '([^/]+)'))}$`,
    ),
  }))
  .sort((a, b) => b.literals - a.literals);

const compiled = new Map<string, ValidateFunction>();
function validator(schema: object): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = compiled.get(key) ?? ajv.compile(toJsonSchema(schema) as object);
  compiled.set(key, known);
  return known;
}

function resolve<T>(value: T | Reference): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
  const [, , kind, name] = value.$ref.split('/');
  return api.components[kind!]![name!] as T;
}

function operation(method: string, path: string): Operation {
  const pathname = path.split('?')[0]!;
  for (const { template, pattern } of routes) {
    const found = pattern.test(pathname) ? api.paths[template]?.[method.toLowerCase()] : undefined;
    if (found) return found;
  }
  throw new Error(
    `${method} ${pathname} is not in ${file}; add it to scripts/slice-github-openapi.mjs if GitHub has it`,
  );
}

function check(what: string, schema: object, value: unknown): void {
  const validate = validator(schema);
  if (!validate(value)) throw new Error(`${what} is not as GitHub's OpenAPI says:\n${explain(validate.errors)}`);
}

/** GitHub's errors carry `status`, though only `basic-error` declares it. */
function withoutStatus(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'status'));
}

function explain(errors: ErrorObject[] | null | undefined): string {
  const lines = (errors ?? []).map((e) => `  ${e.instancePath || '(body)'} ${e.message} ${JSON.stringify(e.params)}`);
  return [...new Set(lines)].slice(0, 15).join('\n');
}

/**
 * Throws when an answer is not what GitHub's OpenAPI declares for this status: wrong shape, missing or unknown fields.
 * Errors that it does not declare (401, 429, …) must have the shape of `basic-error`.
 * @param path as sent, without host; a query string is ignored
 * @param body the parsed JSON; '' or undefined for an empty body
 */
export function expectValidResponse(method: string, path: string, status: number, body: unknown): void {
  const what = `${status} from ${method} ${path}`;
  const declared = operation(method, path).responses[String(status)];
  if (status === 304) return; // conditional requests work everywhere, though few operations declare it
  if (!declared) {
    if (status < 400) throw new Error(`${what}: GitHub's OpenAPI declares no such status here`);
    return check(what, { $ref: '#/components/schemas/basic-error' }, body);
  }
  if (status >= 400) body = withoutStatus(body);
  const content = Object.entries(resolve(declared).content ?? {}).find(([type]) => type.includes('json'))?.[1];
  if (content?.schema) check(what, content.schema, body);
  else if (body !== undefined && body !== '')
    throw new Error(`${what}: the body must be empty, got ${JSON.stringify(body)}`);
}

/**
 * Throws when a request is not what GitHub's OpenAPI allows: unknown query parameter, unknown or missing body field, wrong type.
 * `created` filters may be ranges (`>=…`), as the documentation says though the schema does not.
 */
export function expectValidRequest(method: string, path: string, query: Record<string, string>, body?: unknown): void {
  const what = `${method} ${path}`;
  const { parameters = [], requestBody } = operation(method, path);
  const allowed = parameters.map((parameter) => resolve(parameter)).filter((parameter) => parameter.in === 'query');
  for (const [name, value] of Object.entries(query)) {
    const parameter = allowed.find((candidate) => candidate.name === name);
    if (!parameter)
      throw new Error(`${what}: unknown query parameter ${name}; known: ${allowed.map((p) => p.name).join(', ')}`);
    if (name === 'created') continue;
    const { type } = resolve(parameter.schema as object & { type?: string });
    check(
      `${what}?${name}`,
      parameter.schema,
      type === 'integer' ? Number(value) : type === 'boolean' ? value === 'true' : value,
    );
  }
  const schema = requestBody?.content?.['application/json']?.schema;
  if (body === undefined) {
    if (requestBody?.required) throw new Error(`${what}: a body is required`);
  } else if (schema) check(`the body of ${what}`, schema, body);
  else throw new Error(`${what}: GitHub takes no body here`);
}
