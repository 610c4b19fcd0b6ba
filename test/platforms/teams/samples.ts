import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type View } from '../../../src/model/view';

const FOLDER = join(__dirname, '../../../cards');

/** The sample data beside the templates, by its name: `request`, `logs`. */
export const samples: [name: string, view: View][] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.data.json'))
  .map((file) => [file.replace('.data.json', ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as View]);
