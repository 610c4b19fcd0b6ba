import type * as z from 'zod/mini';
import { type Problem } from './company-file-error';
import { didYouMean } from './nearest-word';
import { type Path, pathText } from './path-text';
import { companyFile } from './schema/company-file';
import { type YamlSource } from './yaml-source';

/** What zod found wrong, with lines, with what stands there and what is allowed. */
export function schemaProblems(issues: z.core.$ZodIssue[], source: YamlSource): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, source);
    const path = pathText(issue.path);
    if (issue.code === 'invalid_key') {
      const key = String(issue.path.at(-1));
      const line = source.keyLine(issue.path.slice(0, -1), key);
      return [{ line, path, message: `found ${JSON.stringify(key)}, allowed: ${issue.issues[0]?.message}` }];
    }
    const message = `found ${source.found(issue.path)}, allowed: ${issue.message}`;
    return [{ line: source.line(issue.path), path, message }];
  });
}

function unknownKeys({ keys, path }: z.core.$ZodIssueUnrecognizedKeys, source: YamlSource): Problem[] {
  const allowed = keysAt(companyFile, path);
  return keys.map((key) => ({
    line: source.keyLine(path, key),
    path: pathText([...path, key]),
    message: `unknown key${didYouMean(key, allowed)}; allowed: ${allowed.join(', ')}`,
  }));
}

/** The keys that the schema has at a path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return keysAt(def.innerType, path);
  const [key, ...rest] = path;
  if (def.type === 'record') return keysAt(def.valueType, rest);
  if (def.type === 'array') return keysAt(def.element, rest);
  if (def.type === 'union') return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
  if (def.type !== 'object') return [];
  const inner = def.shape[String(key)];
  return key === undefined || !inner ? Object.keys(def.shape) : keysAt(inner, rest);
}
