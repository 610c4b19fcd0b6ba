import { writeFileSync } from 'node:fs';
import { companyJsonSchema } from '../src/config/json-schema';

/** Writes countersign.schema.json anew. Run it from the repository's root after a change to src/config/schema. */
writeFileSync('countersign.schema.json', `${JSON.stringify(companyJsonSchema(), null, 2)}\n`);
