/**
 * OpenAPI 3.0 schema → JSON Schema for ajv: `nullable` becomes the type null, `#/components/…` points into the schema `github`, a URI
 * that is '' by default may be '', and an object with listed properties allows no others (a server that invents fields would otherwise pass).
 */
export function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' ? `github${String(value)}` : toJsonSchema(value),
    ]),
  );
  if (rest.format === 'uri' && rest.default === '') return { anyOf: [rest, { const: '' }] };
  const closed = isClosable(rest) ? { ...rest, additionalProperties: false } : rest;
  return nullable === true ? { anyOf: [closed, { type: 'null' }] } : closed;
}

function isClosable(schema: Record<string, unknown>): boolean {
  const composed = 'allOf' in schema || 'anyOf' in schema || 'oneOf' in schema;
  return schema.type === 'object' && 'properties' in schema && !('additionalProperties' in schema) && !composed;
}
