import { ApiError } from './api-error';
import type { GitHubRequest } from './env';

type Kind = 'string' | 'object' | 'boolean' | 'array' | 'any';

/**
 * A request's JSON object, checked as GitHub checks it.
 * @param known every key it may have; those with `!` must be there
 * @throws ApiError 400 when it is not JSON, 422 when it is not of this form
 */
export async function jsonBody(
  c: GitHubRequest,
  known: Record<string, Kind | `${Kind}!`>,
  documentation: string,
): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  const body = parse(text, documentation);
  const problems: string[] = [];
  for (const key of Object.keys(body))
    if (!Object.hasOwn(known, key)) problems.push(`"${key}" is not a permitted key.`);
  for (const [key, kind] of Object.entries(known)) {
    const value = body[key];
    if (value === undefined || (value === null && !kind.endsWith('!'))) {
      if (kind.endsWith('!')) problems.push(`"${key}" wasn't supplied.`);
    } else if (!isOf(kind.replace('!', ''), value))
      problems.push(`For 'properties/${key}', ${JSON.stringify(value)} is not ${article(kind.replace('!', ''))}.`);
  }
  if (problems.length) throw new ApiError(422, `Invalid request.\n\n${problems.join('\n')}`, documentation);
  return body;
}

function parse(text: string, documentation: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ApiError(400, 'Problems parsing JSON', documentation);
  }
  if (!isOf('object', value)) throw new ApiError(400, 'Body should be a JSON object', documentation);
  return value as Record<string, unknown>;
}

function isOf(kind: string, value: unknown): boolean {
  if (kind === 'any') return true;
  if (kind === 'array') return Array.isArray(value);
  return typeof value === kind && value !== null && !Array.isArray(value);
}

const article = (kind: string) => (kind === 'object' || kind === 'array' ? `an ${kind}` : `a ${kind}`);
