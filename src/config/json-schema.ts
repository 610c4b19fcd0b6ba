import * as z from 'zod/mini';
import { companyFile } from './schema/company-file';

const VARIABLE = '|\\$\\{';

/** The JSON Schema of the company file, for editors. Draft 7 is what the YAML language server knows best. */
export function companyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(companyFile, { target: 'draft-7', io: 'input', override: admitVariables });
  return { ...schema, title: 'Countersign company file' };
}

/** Where a text must have a form, a `${NAME}` may stand in its place. */
function admitVariables({ jsonSchema }: { jsonSchema: { pattern?: string } }): void {
  if (jsonSchema.pattern && !jsonSchema.pattern.endsWith(VARIABLE)) jsonSchema.pattern += VARIABLE;
}
