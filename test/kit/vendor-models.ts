import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Holds values against a vendor's own models.
 * @param file below test/fixtures: JSON Schemas in `definitions`, made by a script in scripts/
 * @returns throws when a value is not as the model says: wrong type, missing or unknown field
 */
export function vendorModels(file: string): (model: string, value: unknown) => void {
  const slice = JSON.parse(readFileSync(join(__dirname, '../fixtures', file), 'utf8')) as {
    $id: string;
    definitions: Record<string, object>;
  };
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  ajv.addSchema(slice);
  const compiled = new Map<string, ValidateFunction>();
  return (model, value) => {
    if (!slice.definitions[model]) throw new Error(`${file} has no model ${model}; see its script in scripts/`);
    const validate = compiled.get(model) ?? ajv.compile({ $ref: `${slice.$id}#/definitions/${model}` });
    compiled.set(model, validate);
    if (validate(value)) return;
    const problems = (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `  ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    throw new Error(`${JSON.stringify(value)} is no ${model}:\n${problems.slice(0, 15).join('\n')}`);
  };
}
