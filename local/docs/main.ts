import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { commands } from '../../src/commands/index';
import { readSettings } from '../../src/config/env';
import { companyJsonSchema } from '../../src/config/json-schema';
import { loadCompany } from '../../src/config/load-company';
import { openApi } from './open-api';
import { commandsPage } from './commands-page';
import { runbookPage } from './runbook-page';

/** Writes what is made from definitions and company file; with --check it only says whether that would change anything. */
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const { configPath, variables } = readSettings();
const company = loadCompany(readFileSync(configPath, 'utf8'), variables);
const pages: Record<string, string> = {
  'docs/commands.md': commandsPage(commands, company),
  'docs/runbook.md': runbookPage(commands, company),
  'docs/openapi.json': JSON.stringify(openApi(), null, 2),
  'countersign.schema.json': JSON.stringify(companyJsonSchema(), null, 2),
};

async function run(): Promise<void> {
  for (const [path, text] of Object.entries(pages)) {
    const made = await format(text, { ...(await resolveConfig(path)), filepath: path });
    if (written(path) === made) continue;
    if (values.check) {
      console.error(`${path} is not what the definitions say: npm run runbook`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, made);
      console.log(`wrote ${path}`);
    }
  }
}

function written(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

void run();
