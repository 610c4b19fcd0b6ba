/** The object that a webhook's body holds; undefined where it is no JSON, or no object. */
export function payloadIn(body: Buffer): Record<string, unknown> | undefined {
  try {
    return objectIn(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

export function objectIn(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
